package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class MasksTests {

    private static final String STORED = """
            {
              "clusterUrl": "https://c.kusto.windows.net",
              "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "hunter2"},
              "input": {
                "broker": "mqtts://b:8883",
                "authentication": {"type": "usernamePassword", "username": "u", "password": "tr0ub4dor"}
              }
            }""";

    private final ObjectNode stored = Drafts.draft(STORED);
    private final ObjectNode masked = Masks.mask(stored);

    @Test
    void literalsAreMaskedAndReferencesShown() {
        assertThat(masked.at("/authentication/clientSecret").stringValue()).isEqualTo("**********");
        assertThat(masked.at("/input/authentication/password").stringValue()).isEqualTo("**********");
        assertThat(masked.toString()).doesNotContain("hunter2", "tr0ub4dor").contains("\"u\"", "\"t\"");
        for (String reference : new String[] {"${env:ADX_STAGE_SECRET_A}", "${env:HOME}", "${file:a/b}"}) {
            assertThat(Masks.mask(Drafts.with(STORED, "/authentication/clientSecret", "'" + reference + "'"))
                            .at("/authentication/clientSecret")
                            .stringValue())
                    .isEqualTo(reference);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"authentication":{"clientSecret":12345}}                    | 12345
            {"authentication":{"clientSecret":{"value":"hunter2"}}}      | hunter2
            {"authentication":{"clientSecret":["hunter2"]}}              | hunter2
            {"authentication":{"type":"none","password":"hunter2"}}      | hunter2
            {"authentication":{"ClientSecret":"hunter2"}}                | hunter2
            {"authentication":[{"certificate":"hunter2"}]}               | hunter2
            {"authentication":{"clientSecret":"${env:}hunter2}"}}        | hunter2
            {"authentication":{"clientSecret":"${file:../hunter2}"}}     | hunter2
            {"clientSecret":"hunter2"}                                   | hunter2
            {"input":{"password":"hunter2"}}                             | hunter2
            {"input":{"authentication":{"type":7,"certificate":"hunter2"}}} | hunter2
            """)
    void aSecretIsMaskedInAnyDraftWhateverItsKind(String draft, String secret) {
        assertThat(Masks.mask(Drafts.draft(draft)).toString())
                .doesNotContain(secret)
                .contains(Secret.MASK);
    }

    @Test
    void nothingElseIsMasked() {
        String draft =
                "{\"authentication\":{\"clientSecret\":\"\",\"password\":null},\"viewOptions\":{\"password\":\"x\"},"
                        + "\"input\":{\"tls\":{\"caCertificate\":\"pem\"}}}";

        assertThat(Masks.mask(Drafts.draft(draft))).isEqualTo(Drafts.draft(draft));
        assertThat(stored).as("the given document").isEqualTo(Drafts.draft(STORED));
    }

    @Test
    void aMaskWrittenBackKeepsTheStoredSecret() {
        assertThat(Masks.unmask(masked, stored)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /clusterUrl              | "https://evil.kusto.windows.net"
            /clusterUrl              | "http://c.kusto.windows.net"
            /clusterUrl              | "https://c.kusto.windows.net:444"
            /clusterUrl              | "https://c.kusto.windows.net/evil"
            /clusterUrl              | absent
            /clusterUrl              | 5
            /authentication/tenantId | "other"
            /authentication/tenantId | null
            /authentication/clientId | "other"
            /authentication/type     | "certificate"
            """)
    void aMaskDoesNotFollowToAnotherCluster(String pointer, String value) {
        ObjectNode unmasked = Masks.unmask(Drafts.with(masked, pointer, value), stored);

        assertThat(unmasked.toString()).doesNotContain("hunter2").contains("tr0ub4dor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /input/broker              | "mqtts://evil:8883"
            /input/broker              | "mqtt://b:8883"
            /input/broker              | "mqtts://b"
            /input/broker              | absent
            /input/authentication/type | "certificate"
            """)
    void aMaskDoesNotFollowToAnotherBroker(String pointer, String value) {
        ObjectNode unmasked = Masks.unmask(Drafts.with(masked, pointer, value), stored);

        assertThat(unmasked.toString()).doesNotContain("tr0ub4dor").contains("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /clusterUrl                    | "https://c.kusto.windows.net/"
            /clusterUrl                    | "https://C.KUSTO.windows.net"
            /table                         | "other"
            /input/authentication/username | "other"
            /input/topics                  | ["a"]
            """)
    void otherChangesKeepTheStoredSecrets(String pointer, String value) {
        ObjectNode unmasked = Masks.unmask(Drafts.with(masked, pointer, value), stored);

        assertThat(unmasked.toString()).contains("hunter2", "tr0ub4dor");
    }

    @Test
    void aMaskWhereNothingIsStoredStaysAMaskThatAsksForTheValue() {
        StageReader reader = new StageReader(url -> true);
        ObjectNode draft = Drafts.with(Drafts.FULL, "/authentication/clientSecret", "'**********'");

        assertThat(Masks.unmask(draft, null)).isEqualTo(draft);
        assertThat(Masks.unmask(draft, Drafts.draft("{}"))).isEqualTo(draft);
        CheckedAssert.assertThat(reader.read(Masks.unmask(draft, null)))
                .hasProblem("/authentication/clientSecret", "secret-required", "Type the value again");
    }

    @Test
    void aMaskInAnotherPlaceIsNoSecret() {
        ObjectNode draft = Drafts.with(STORED, "/displayName", "'**********'");

        assertThat(Masks.unmask(draft, stored)).isEqualTo(draft);
    }

    @ParameterizedTest
    @CsvSource({"{}", "{'authentication':'x'}", "{'authentication':{'clientSecret':'**********'}}", "{'input':[]}"})
    void anyDraftIsBorne(String draft) {
        Masks.unmask(Drafts.draft(draft), stored);
        Masks.unmask(stored, Drafts.draft(draft));
    }
}
