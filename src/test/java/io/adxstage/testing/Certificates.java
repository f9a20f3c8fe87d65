package io.adxstage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A key with a self-signed certificate, made by the JDK's keytool, in the forms that brokers and stages take. */
public final class Certificates {

    private static final String PASSWORD = "only-for-tests";

    private final Path folder;
    private final String name;
    private final KeyStore store;

    /** @param name common name; certificates for {@code localhost} and 127.0.0.1 */
    public Certificates(Path folder, String name) throws IOException, GeneralSecurityException, InterruptedException {
        this(folder, name, "EC", "-0d", 2);
    }

    /** With a key as Entra wants it. */
    public static Certificates ofClient(Path folder, String name, int daysLeft)
            throws IOException, GeneralSecurityException, InterruptedException {
        return new Certificates(folder, name, "RSA", (daysLeft - 60) + "d", 60);
    }

    private Certificates(Path folder, String name, String keys, String from, int days)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        var file = folder.resolve(name + ".p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        keys,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-startdate",
                        from,
                        "-validity",
                        String.valueOf(days),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
        }
        store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(name);
    }

    public String certificatePem() throws GeneralSecurityException {
        return pem(store.getCertificate(name));
    }

    static String pem(Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    public String keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    public Path certificateFile() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve(name + ".crt"), certificatePem());
    }

    public Path keyFile() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve(name + ".key"), keyPem());
    }

    /** The PKCS#12 file in base64. */
    public String pkcs12() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(name + ".p12")));
    }

    public String password() {
        return PASSWORD;
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }
}
