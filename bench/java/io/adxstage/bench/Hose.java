package io.adxstage.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** {@link FireHose}, in a process of its own. */
final class Hose implements Source {

    private final Process process;
    private final BufferedReader says;
    private final Writer orders;
    private final int port;

    Hose(int window) throws IOException {
        process = new ProcessBuilder(Others.java("-Xmx256m", FireHose.class, String.valueOf(window)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        says = process.inputReader(StandardCharsets.UTF_8);
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        port = Integer.parseInt(await("port ").substring(5));
    }

    private String await(String beginning) throws IOException {
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IOException("The fire hose ended by itself");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void publish(String topic, int qos, int count) throws IOException {
        orders.write(topic + " " + qos + " " + count + "\n");
        orders.flush();
        await("sent");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
