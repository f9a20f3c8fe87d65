package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ListeningTests {

    @Test
    void aDefaultPortThatIsBusyGivesWayToAFreeOneAndSaysSo(CapturedOutput output) throws Exception {
        try (ServerSocket other = socket(0);
                ServerSocket opened = Listening.open(
                        "the thing", "a.key", null, other.getLocalPort(), this::socket, ServerSocket::getLocalPort)) {
            assertThat(opened.getLocalPort()).isNotEqualTo(other.getLocalPort());
            assertThat(output)
                    .contains("Port " + other.getLocalPort() + " is busy, so the thing listens on "
                            + opened.getLocalPort() + ".");
        }
    }

    @Test
    void aPortThatSomebodyAskedForIsTakenOrTheStartFails() throws Exception {
        try (ServerSocket other = socket(0)) {
            int port = other.getLocalPort();

            assertThatExceptionOfType(PortBusy.class)
                    .isThrownBy(() ->
                            Listening.open("the thing", "a.key", port, 1, this::socket, ServerSocket::getLocalPort))
                    .withMessage("Port " + port + " is busy, so the thing cannot listen there.")
                    .satisfies(busy -> {
                        FailureAnalysis analysis = new PortBusyAnalyzer().analyze(busy);
                        assertThat(analysis).isNotNull();
                        assertThat(analysis.getAction()).contains("a.key");
                    });
        }
    }

    private ServerSocket socket(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
