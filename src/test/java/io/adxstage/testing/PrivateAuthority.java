package io.adxstage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A certificate authority that no machine trusts by itself, and the servers that it vouches for. Made by keytool. */
public final class PrivateAuthority {

    private static final String PASSWORD = "only-for-tests";

    /** Where stand-ins of Azure's services live, and names for whatever else. */
    private static final List<String> HOSTS = List.of(
            "*.westeurope.kusto.windows.net",
            "*.usgovvirginia.kusto.usgovcloudapi.net",
            "*.chinaeast2.kusto.chinacloudapi.cn",
            "*.kusto.fabric.microsoft.com",
            "*.blob.core.windows.net",
            "*.queue.core.windows.net",
            "*.table.core.windows.net",
            "*.example.test",
            "localhost");

    private static @Nullable PrivateAuthority shared;

    private final Path folder;
    private final KeyStore authority;
    private final SSLContext servers;

    private PrivateAuthority() throws IOException, GeneralSecurityException, InterruptedException {
        folder = Files.createTempDirectory("private-authority");
        keytool("-alias", "authority", "-dname", "CN=Private authority", "-ext", "bc:c", "-validity", "30");
        authority = load();
        Files.writeString(bundle(), Certificates.pem(authority.getCertificate("authority")));
        servers = issue("server", HOSTS, "-startdate", "-1d", "-validity", "30");
    }

    /** One for the whole process: keys take time. */
    public static synchronized PrivateAuthority shared() {
        if (shared == null) {
            try {
                shared = new PrivateAuthority();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    /** A PEM file with the certificate of the authority: what {@code adx-stage.adx.trust-bundle} takes. */
    public Path bundle() {
        return folder.resolve("authority.pem");
    }

    /** A server with a good certificate for every name that tests use. */
    public SSLContext servers() {
        return servers;
    }

    /** A server whose certificate ended yesterday. */
    public SSLContext expired() {
        return issuing("expired", HOSTS, "-startdate", "-3d", "-validity", "2");
    }

    /** A server whose certificate is for another name. */
    public SSLContext otherName() {
        return issuing("other", List.of("other.example.test"), "-validity", "30");
    }

    private SSLContext issuing(String alias, List<String> hosts, String... validity) {
        try {
            return issue(alias, hosts, validity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized SSLContext issue(String alias, List<String> hosts, String... validity)
            throws IOException, GeneralSecurityException, InterruptedException {
        if (!load().containsAlias(alias)) {
            List<String> arguments = new ArrayList<>(List.of("-alias", alias, "-dname", "CN=" + alias));
            arguments.addAll(List.of("-signer", "authority", "-ext", "SAN=dns:" + String.join(",dns:", hosts)));
            arguments.addAll(List.of(validity));
            keytool(arguments.toArray(String[]::new));
        }
        KeyStore one = load();
        for (String other : java.util.Collections.list(one.aliases())) {
            if (!other.equals(alias)) {
                one.deleteEntry(other);
            }
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("keys.p12").toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
    }
}
