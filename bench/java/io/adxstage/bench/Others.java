package io.adxstage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the others are started. */
record Others(int brokerPort, Path folder) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    List<String> node(String topic, int qos) {
        return List.of(
                "node",
                Path.of("bench", "node", "drain.js").toAbsolutePath().toString(),
                String.valueOf(brokerPort),
                topic,
                String.valueOf(qos),
                folder.toString());
    }

    List<String> paho(String topic, int qos) {
        return java(PahoDrain.class, topic, qos);
    }

    List<String> camel(String topic, int qos) {
        return java(CamelDrain.class, topic, qos);
    }

    private List<String> java(Class<?> program, String topic, int qos) {
        return java("-Xmx512m", program, String.valueOf(brokerPort), topic, String.valueOf(qos), folder.toString());
    }

    /** A program of this test's class path. */
    static List<String> java(String heap, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                heap,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dlogging.level.root=warn",
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
