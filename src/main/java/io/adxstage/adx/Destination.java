package io.adxstage.adx;

import io.adxstage.stage.Stage;
import java.net.URI;
import java.util.List;

/**
 * Where the rows of a batch go. It travels with the batch: rows that were collected keep their target when the stage
 * changes.
 *
 * @param columns names of the table's columns; the members of each row have the same names
 */
public record Destination(URI clusterUrl, String database, String table, List<String> columns) {

    public Destination {
        columns = List.copyOf(columns);
    }

    public static Destination of(Stage stage) {
        return new Destination(
                stage.clusterUrl(),
                stage.database(),
                stage.table(),
                stage.columns().stream().map(Stage.Column::name).toList());
    }
}
