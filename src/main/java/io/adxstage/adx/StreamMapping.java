package io.adxstage.adx;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The mapping that a table must keep before rows of certain columns can be streamed into it: a streaming request can only
 * name one. The name follows from the columns, so that a batch never meets a mapping that was made for others; in which
 * order they are listed makes no difference.
 *
 * @param body JSON; it names no types, which would create columns that are missing
 */
public record StreamMapping(String name, String body) {

    static final String PREFIX = "adx_stage_";

    private static final int DIGITS = 12;

    /** @param columns of the rows; the member of a row has its column's name */
    public static StreamMapping of(List<String> columns) {
        ArrayNode mapping = JsonNodeFactory.instance.arrayNode();
        columns.stream()
                .sorted()
                .forEach(column -> mapping.addObject()
                        .put("column", column)
                        .putObject("Properties")
                        .put("Path", "$['" + column + "']"));
        String body = mapping.toString();
        return new StreamMapping(PREFIX + digest(body).substring(0, DIGITS), body);
    }

    /** Creates it in a table; the identity needs the right Table Ingestor. */
    public String command(String table) {
        return ".create-or-alter table " + KustoText.name(table) + " ingestion json mapping " + KustoText.literal(name)
                + " " + KustoText.literal(body);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
