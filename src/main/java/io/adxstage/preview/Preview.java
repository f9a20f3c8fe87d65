package io.adxstage.preview;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What sample messages would become.
 *
 * @param rows of all messages, in their order
 * @param table whether the columns of the table are known, without which nothing is marked
 */
public record Preview(
        List<ObjectNode> rows,
        List<Message> messages,
        List<Column> columns,
        List<Mismatch> mismatches,
        Table table,
        List<SetupStep> setup) {

    public Preview {
        rows = List.copyOf(rows);
        messages = List.copyOf(messages);
        columns = List.copyOf(columns);
        mismatches = List.copyOf(mismatches);
        setup = List.copyOf(setup);
    }

    /**
     * @param index in the request, from 0
     * @param rows how many it becomes
     * @param reason why it would become a dead letter; absent where it becomes rows
     */
    public record Message(int index, int rows, @Nullable String reason) {}

    /**
     * @param type in the table, as KQL names it; absent where the table is not known or lacks the column
     * @param inferredType what suits the sample
     * @param missing whether the table is known to lack it
     */
    public record Column(String name, @Nullable String type, String inferredType, boolean missing) {}

    /**
     * A value that does not fit its column.
     *
     * @param message index of its message in the request, from 0
     * @param row index in the rows, from 0; absent where the message becomes a dead letter for it
     * @param value its JSON, cut at some 100 characters
     * @param effect what Azure Data Explorer would make of it: {@code null}, {@code cut} or {@code dropped}
     */
    public record Mismatch(
            int message,
            @Nullable Integer row,
            String column,
            @Nullable String type,
            String value,
            String effect,
            String detail) {}

    public record Table(boolean known, String detail) {}

    /** A command for a person to run on the cluster. */
    public record SetupStep(String title, String why, String command) {}
}
