package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each field of the document: what is fine, and the code of the problem where it is not. {@code absent} removes the key;
 * {@code x{3}} stands for {@code xxx}.
 */
class StageFieldTests {

    private static final Pattern REPEATED = Pattern.compile("(.)\\{(\\d+)}");

    private final StageReader reader = new StageReader(
            url -> url.getHost().endsWith(".kusto.windows.net") || url.getHost().equals("adx.example.com"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Ovens"      | ok
            "x{256}"     | ok
            "\uD83D\uDE00{1}" | ok
            "x{257}"     | length
            ""           | length
            "   "        | characters
            "a\\nb"      | characters
            5            | type
            null         | required
            absent       | required
            """)
    void displayName(String value, String expected) {
        assertThat(verdict("/displayName", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "two\\nlines" | ok
            ""            | ok
            null          | ok
            absent        | ok
            ["a"]         | type
            """)
    void description(String value, String expected) {
        assertThat(verdict("/description", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "output/dataexplorer@v1" | ok
            null                     | ok
            absent                   | ok
            "output/dataexplorer@v2" | enum
            "output/fabric@v1"       | enum
            1                        | type
            """)
    void type(String value, String expected) {
        assertThat(verdict("/type", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true   | ok
            null   | ok
            absent | ok
            "true" | type
            1      | type
            """)
    void enabled(String value, String expected) {
        assertThat(verdict("/enabled", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "https://c.westeurope.kusto.windows.net"         | ok
            "https://c.westeurope.kusto.windows.net/"        | ok
            "HTTPS://C.WestEurope.kusto.windows.net:443"     | ok
            "https://adx.example.com"                        | ok
            "http://localhost:8090"                          | ok
            "http://127.9.8.7"                               | ok
            "http://[::1]:8090/"                             | ok
            "https://ingest-c.westeurope.kusto.windows.net"  | ingest-url
            "https://Ingest-c.westeurope.kusto.windows.net/db" | ingest-url
            "https://evil.example.com"                       | cluster-untrusted
            "https://kusto.windows.net.evil.example"         | cluster-untrusted
            "http://c.westeurope.kusto.windows.net"          | cluster-http
            "http://localhost.evil.example"                  | cluster-http
            "http://127.0.0.1.evil.example"                  | cluster-http
            "http://127.0.0.256"                             | cluster-url
            "http://[::2]"                                   | cluster-http
            "http://0.0.0.0"                                 | cluster-http
            "https://c.westeurope.kusto.windows.net/db"      | cluster-url
            "https://c.westeurope.kusto.windows.net?a=b"     | cluster-url
            "https://c.westeurope.kusto.windows.net/#f"      | cluster-url
            "https://u:p@c.westeurope.kusto.windows.net"     | cluster-url
            "https://c.westeurope.kusto.windows.net:99999"   | cluster-url
            "ftp://c.westeurope.kusto.windows.net"           | cluster-url
            "c.westeurope.kusto.windows.net"                 | cluster-url
            "https:c.westeurope.kusto.windows.net"           | cluster-url
            "https://"                                       | cluster-url
            "https://a b"                                    | cluster-url
            " https://c.westeurope.kusto.windows.net"        | cluster-url
            "https://c\\u0000.kusto.windows.net"             | cluster-url
            ""                                               | length
            5                                                | type
            absent                                           | required
            """)
    void clusterUrl(String value, String expected) {
        assertThat(verdict("/clusterUrl", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "factory"          | ok
            "My db_1.x-y"      | ok
            "x{1024}"          | ok
            "x{1025}"          | length
            ""                 | length
            "a'b"              | characters
            "a];drop table b"  | characters
            "a\\nb"            | characters
            {}                 | type
            absent             | required
            """)
    void databaseAndTable(String value, String expected) {
        assertThat(verdict("/database", value)).isEqualTo(expected);
        assertThat(verdict("/table", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"servicePrincipal","tenantId":"t","clientId":"c","clientSecret":"s"} | ok
            {"type":"servicePrincipal","tenantId":"contoso.com","clientId":"not-a-guid","clientSecret":"${env:ADX_STAGE_SECRET_A}"} | ok
            {"type":"servicePrincipal"}                        | required required required
            {"type":"servicePrincipal","tenantId":"","clientId":null,"clientSecret":1}   | length required type
            {"type":"managedIdentity"}                         | ok
            {"type":"managedIdentity","clientId":"c"}          | ok
            {"type":"managedIdentity","tenantId":"t"}          | unknown-key
            {"type":"systemAssignedManagedIdentity"}           | ok
            {"type":"systemAssignedManagedIdentity","clientId":"c"} | unknown-key
            {"type":"workloadIdentity"}                        | ok
            {"type":"workloadIdentity","tenantId":"t","clientId":"c"} | ok
            {"type":"certificate","tenantId":"t","clientId":"c","certificate":"${file:c.pem}"} | ok
            {"type":"certificate","tenantId":"t","clientId":"c","certificate":"x","password":"p"} | ok
            {"type":"certificate"}                             | required required required
            {"type":"azureCli"}                                | ok
            {"type":"none"}                                    | none-not-local
            {"type":"nobody"}                                  | enum
            {"type":5}                                         | type
            {}                                                 | required
            {"type":null,"foo":1}                              | required unknown-key
            "none"                                             | type
            absent                                             | required
            """)
    void authentication(String value, String expected) {
        assertThat(verdict("/authentication", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "s3cret"                     | ok
            "${env:ADX_STAGE_SECRET_A}"  | ok
            "${file:a/b.txt}"            | ok
            "abc${env:X}def"             | ok
            "${env:PATH}"                | secret-not-allowed
            "${env:}"                    | secret-reference
            "${env:A B}"                 | secret-reference
            "${vault:a}"                 | secret-reference
            "${file:../a}"               | secret-reference
            "${file:/etc/passwd}"        | secret-reference
            "${file:a/../../b}"          | secret-reference
            "${file:a//b}"               | secret-reference
            " ${env:ADX_STAGE_SECRET_A}" | secret-reference
            "**********"                 | secret-required
            ""                           | length
            12345                        | type
            absent                       | required
            """)
    void secrets(String value, String expected) {
        assertThat(verdict("/authentication/clientSecret", value)).isEqualTo(expected);
        assertThat(verdict("/input/authentication/password", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "100ms"          | ok
            "24h"            | ok
            "1m30s"          | ok
            null             | ok
            absent           | ok
            "99ms"           | duration-range
            "24h1ns"         | duration-range
            "0s"             | duration-range
            "99999999999999999999999h" | duration-range
            "5"              | duration
            "5 s"            | duration
            "PT5S"           | duration
            ""               | length
            5                | type
            """)
    void batchTime(String value, String expected) {
        assertThat(verdict("/batch/time", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "."            | ok
            ".payload"     | ok
            null           | ok
            absent         | ok
            "payload"      | path
            ".a-b"         | path
            ".a[9999999999]" | path-index
            ".a[9999999999]x" | path
            ""             | length
            5              | type
            """)
    void batchPath(String value, String expected) {
        assertThat(verdict("/batch/path", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1                    | ok         | ok
            1073741824           | ok         | ok
            5.0                  | ok         | ok
            5e3                  | ok         | ok
            null                 | ok         | ok
            absent               | ok         | ok
            0                    | range      | range
            0e999999999          | range      | range
            -1                   | range      | range
            1073741825           | ok         | range
            9007199254740992     | range      | range
            99999999999999999999 | range      | range
            1e400                | range      | range
            1e999999999          | range      | range
            1.5                  | type       | type
            1e-999999999         | type       | type
            "5"                  | type       | type
            """)
    void batchMaxRowsAndMaxBytes(String value, String rows, String bytes) {
        assertThat(verdict("/batch/maxRows", value)).isEqualTo(rows);
        assertThat(verdict("/batch/maxBytes", value)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}              | ok
            null            | ok
            absent          | ok
            {"tiem":"5s"}   | unknown-key
            []              | type
            """)
    void batch(String value, String expected) {
        assertThat(verdict("/batch", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"name":"a"}]                     | ok
            [{"name":"a","path":".b"}]         | ok
            [{"name":"a","path":null}]         | ok
            [{"name":"a"},{"name":"A"}]        | ok
            []                                 | length
            [{"name":"a"},{"name":"a"}]        | duplicate
            [{"name":"a"},{"name":"a"},{"name":"a"}] | duplicate duplicate
            [{"name":"a","path":"b"}]          | path
            [{"name":"a","type":"string"}]     | unknown-key
            [{"path":".b"}]                    | required
            ["a"]                              | type
            [null]                             | type
            {"name":"a"}                       | type
            null                               | required
            absent                             | required
            """)
    void columns(String value, String expected) {
        assertThat(verdict("/columns", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "asset-id 1.x" | ok
            "_a"           | ok
            "x{1024}"      | ok
            "x{1025}"      | length
            ""             | length
            "a\\"b"        | characters
            "__a"          | reserved-name
            "a__"          | reserved-name
            7              | type
            null           | required
            """)
    void columnName(String value, String expected) {
        assertThat(verdict("/columns/0/name", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"default"}                                   | ok
            {"type":"none"}                                      | ok
            {"type":"fixed"}                                     | ok
            {"type":"fixed","interval":"20s","maxRetries":4}     | ok
            {"type":"fixed","interval":"20s","maxRetries":null}  | ok
            {"type":"fixed","maxRetries":0}                      | ok
            {"type":"fixed","maxRetries":-1}                     | range
            {"type":"fixed","maxRetries":2147483648}             | range
            {"type":"fixed","interval":20}                       | type
            {"type":"fixed","interval":"0s"}                     | duration-range
            {"type":"fixed","maxInterval":"1m"}                  | unknown-key
            {"type":"default","maxRetries":4}                    | unknown-key
            {"type":"exponential"}                               | ok
            {"type":"exponential","interval":"5m"}               | ok
            {"type":"exponential","interval":"5m","maxInterval":"1m"} | interval-order
            {"type":"exponential","maxInterval":"500ms"}         | interval-order
            {"type":"linear"}                                    | enum
            {}                                                   | required
            "fixed"                                              | type
            null                                                 | ok
            absent                                               | ok
            """)
    void retry(String value, String expected) {
        assertThat(verdict("/retry", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "queued"    | ok
            "streaming" | ok
            "managed"   | ok
            null        | ok
            "Queued"    | enum
            true        | type
            """)
    void ingestion(String value, String expected) {
        assertThat(verdict("/ingestion", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "warn"       | ok
            "deadLetter" | ok
            "convert"    | ok
            null         | ok
            "drop"       | enum
            """)
    void onMismatch(String value, String expected) {
        assertThat(verdict("/onMismatch", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":[null,{"b":1.50}]} | ok
            "text"                  | ok
            null                    | ok
            absent                  | ok
            """)
    void viewOptions(String value, String expected) {
        assertThat(verdict("/viewOptions", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"broker":"mqtt://b","topics":["a"]}             | ok
            {"type":"input/mqtt@v1","broker":"mqtt://b","topics":["a"]} | ok
            {"type":"input/http@v1","broker":"mqtt://b","topics":["a"]} | enum
            {}                                               | required required
            {"broker":"mqtt://b","topics":["a"],"topic":"a"} | unknown-key
            "mqtt://b"                                       | type
            null                                             | ok
            absent                                           | ok
            """)
    void input(String value, String expected) {
        assertThat(verdict("/input", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "mqtt://b"                 | ok
            "tcp://b:1883"             | ok
            "tls://aio-mq-dmqtt-frontend:8883" | ok
            "mqtts://b/"               | ok
            "ssl://[2001:db8::1]:8883" | ok
            "ws://b:80/mqtt?x=y"       | ok
            "wss://b/mqtt"             | ok
            "MQTT://b"                 | ok
            "http://b"                 | broker
            "b:1883"                   | broker
            "mqtt://"                  | broker
            "mqtt://b:0"               | broker
            "mqtt://b:70000"           | broker
            "mqtt://b/topic"           | broker
            "mqtt://b#f"               | broker
            "mqtt://u:p@b"             | broker
            "mqtt://my_broker"         | broker
            "mqtt://a b"               | broker
            ""                         | length
            5                          | type
            absent                     | required
            """)
    void inputBroker(String value, String expected) {
        var withoutTls = Drafts.with(Drafts.FULL, "/input/tls", "absent");
        assertThat(verdict(withoutTls, "/input/broker", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt", "tcp", "ws", "MQTT"})
    void inputTlsNeedsAnEncryptedBroker(String scheme) {
        var plain = Drafts.with(Drafts.FULL, "/input/broker", "\"" + scheme + "://b\"");
        var signedIn = Drafts.with(plain, "/input/authentication", "{'type':'certificate','certificate':'c'}");
        assertThat(verdict(plain, "/input/tls", "null")).isEqualTo("ok");
        assertThat(verdict(signedIn, "/input/retained", "null"))
                .isEqualTo("needs-tls@/input/authentication/type needs-tls@/input/tls/caCertificate");
        assertThat(((Checked.Invalid) reader.read(signedIn)).problems())
                .extracting(Problem::detail)
                .containsExactly(
                        "input.authentication.type \"certificate\" needs a broker address with mqtts:// or wss://; over "
                                + scheme.toLowerCase(Locale.ROOT)
                                + ":// nothing is encrypted. Change broker, or choose another type.",
                        "input.tls.caCertificate needs a broker address with mqtts:// or wss://; over "
                                + scheme.toLowerCase(Locale.ROOT)
                                + ":// nothing is encrypted. Change broker, or remove it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtts", "tls", "ssl", "wss", "MQTTS", "SSL", "Wss"})
    void inputTlsIsTakenWithAnEncryptedBroker(String scheme) {
        var document = Drafts.with(Drafts.FULL, "/input/broker", "\"" + scheme + "://B\"");
        var signedIn = Drafts.with(document, "/input/authentication", "{'type':'certificate','certificate':'c'}");
        assertThat(reader.read(signedIn))
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat(valid.stage().input().broker())
                                .hasToString(scheme.toLowerCase(Locale.ROOT) + "://B"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["a/b", "+/x/#", "#", "+", "/", "$SYS/#"] | ok
            ["$share/g/a/#", "$share/g/b"] | ok
            []                    | length
            ["a", "b", "a"]       | duplicate
            ["a/#/b"]             | topic-filter
            ["a#"]                | topic-filter
            ["a/b+"]              | topic-filter
            ["$share/g"]          | topic-filter
            ["$share/g/"]         | topic-filter
            ["$share//a"]         | topic-filter
            ["$share/g+/a"]       | topic-filter
            ["$share/g/a#"]       | topic-filter
            ["a\\u0000"]          | characters
            ["x{65535}"]          | ok
            ["é{65535}"]          | utf8-length
            ["x{65536}"]          | length
            [""]                  | length
            [5, null]             | type type
            "a"                   | type
            absent                | required
            """)
    void inputTopics(String value, String expected) {
        assertThat(verdict("/input/topics", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"64, ok", "65, length"})
    void inputTopicsAreAtMost64(int count, String expected) {
        String topics =
                IntStream.range(0, count).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(",", "[", "]"));

        assertThat(verdict("/input/topics", topics)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, ok", "1, ok", "2, ok", "3, range", "-1, range", "1.5, type", "null, ok", "absent, ok"})
    void inputQos(String value, String expected) {
        assertThat(verdict("/input/qos", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, ok", "null, ok", "0, type"})
    void inputCleanSession(String value, String expected) {
        assertThat(verdict("/input/cleanSession", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "1s"          | ok
            "4294967294s" | ok
            null          | ok
            "999ms"       | duration-range
            "4294967295s" | duration-range
            "a day"       | duration
            """)
    void inputSessionExpiry(String value, String expected) {
        assertThat(verdict("/input/sessionExpiry", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "ovens-1"     | ok
            null          | ok
            ""            | length
            "a\\u0000"    | characters
            "é{40000}"    | utf8-length
            1             | type
            """)
    void inputClientId(String value, String expected) {
        assertThat(verdict("/input/clientId", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "new"    | ok
            "always" | ok
            "never"  | ok
            null     | ok
            "old"    | enum
            """)
    void inputRetained(String value, String expected) {
        assertThat(verdict("/input/retained", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"none"}                                                | ok
            {"type":"usernamePassword","username":"u","password":"p"}      | ok
            {"type":"usernamePassword"}                                    | required required
            {"type":"usernamePassword","username":"u","password":"${env:HOME}"} | secret-not-allowed
            {"type":"certificate","certificate":"c"}                       | ok
            {"type":"certificate","certificate":"c","password":"p"}        | ok
            {"type":"certificate"}                                         | required
            {"type":"none","password":"p"}                                 | unknown-key
            {"type":"serviceAccountToken"}                                 | enum
            {}                                                             | required
            null                                                           | ok
            """)
    void inputAuthentication(String value, String expected) {
        assertThat(verdict("/input/authentication", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"caCertificate":"-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----"} | ok
            {"caCertificate":null} | ok
            {}                     | ok
            null                   | ok
            {"caCertificate":"MII"} | characters
            {"caCertificate":"-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----\\n-----BEGIN PRIVATE KEY-----"} | private-key
            {"verify":false}       | unknown-key
            """)
    void inputTls(String value, String expected) {
        assertThat(verdict("/input/tls", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"json"}                    | ok
            {"type":"raw"}                     | ok
            {"type":"messagePack"}             | ok
            {"type":"cbor"}                    | ok
            {"type":"csv","columns":[{"name":"a"}]} | ok
            {"type":"csv","header":true,"columns":[{"name":"a","type":"float","path":".b"}],"delimiter":";"} | ok
            {"type":"csv","header":false,"columns":[{"name":"a","type":"bytes"}],"delimiter":"\\t"} | ok
            {"type":"csv"}                     | required
            {"type":"csv","columns":[]}        | length
            {"type":"csv","columns":[{"name":"a"},{"name":"a"}]} | duplicate
            {"type":"csv","columns":[{"name":"a","type":"date"}]} | enum
            {"type":"csv","columns":[{"name":"a"}],"delimiter":";;"} | length
            {"type":"csv","columns":[{"name":"a"}],"delimiter":"\\""} | characters
            {"type":"csv","columns":[{"name":"a"}],"delimiter":"\\uD83D\\uDE00"} | characters
            {"type":"csv","columns":[{"name":"a"}],"header":"no"} | type
            {"type":"json","header":true}      | unknown-key
            {"type":"protobuf"}                | enum
            {}                                 | required
            "json"                             | type
            null                               | ok
            """)
    void inputFormat(String value, String expected) {
        assertThat(verdict("/input/format", value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2, ok", "null, ok", "0, range", "two, "})
    void inputPartitionCount(String value, String expected) {
        boolean word = expected == null;
        assertThat(verdict("/input/partitionCount", word ? "\"two\"" : value)).isEqualTo(word ? "type" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"key","expression":".topic"} | ok
            {"type":"id","expression":"0"}       | ok
            {"type":"roundRobin"}                | ok
            null                                 | ok
            "key"                                | type
            """)
    void inputPartitionStrategy(String value, String expected) {
        assertThat(verdict("/input/partitionStrategy", value)).isEqualTo(expected);
    }

    /** The codes of the problems at or below the pointer; with their pointers where they stand elsewhere. */
    private String verdict(String pointer, String value) {
        return verdict(Drafts.draft(Drafts.FULL), pointer, value);
    }

    private String verdict(ObjectNode document, String pointer, String value) {
        String written = REPEATED.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        Checked checked = reader.read(Drafts.with(document, pointer, written));
        List<Problem> problems = checked instanceof Checked.Invalid invalid ? invalid.problems() : List.of();
        return problems.isEmpty()
                ? "ok"
                : problems.stream()
                        .map(problem -> problem.pointer().startsWith(pointer)
                                ? problem.code()
                                : problem.code() + "@" + problem.pointer())
                        .collect(Collectors.joining(" "));
    }
}
