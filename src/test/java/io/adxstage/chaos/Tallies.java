package io.adxstage.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the stand-in's rows where they lie: over a connection of its own to the same database, and only those that came
 * since the last look. The stand-in has one writer, so a later row has a higher key.
 */
final class Tallies {

    private static final int ROWS_AT_ONCE = 50_000;
    private static final String TABLE = "table_id = (select id from kusto_table where name = ?)";

    private final Connection database;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();

    Tallies(Path file) {
        try {
            database = DriverManager.getConnection("jdbc:h2:file:" + file.toAbsolutePath(), "sa", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized Tally of(String table) {
        Tally tally = tallies.computeIfAbsent(table, name -> new Tally());
        try (var rows = database.prepareStatement("select seq, document from kusto_row where " + TABLE
                + " and seq > ? order by seq limit " + ROWS_AT_ONCE)) {
            int came;
            do {
                came = 0;
                rows.setString(1, table);
                rows.setLong(2, seen.getOrDefault(table, 0L));
                try (var result = rows.executeQuery()) {
                    while (result.next()) {
                        tally.add(number(result.getString(2)));
                        seen.put(table, result.getLong(1));
                        came++;
                    }
                }
            } while (came == ROWS_AT_ONCE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tally;
    }

    /** Where in the order of all rows a number is: rows of one upload stand together. */
    synchronized List<Long> places(String table, long number) {
        List<Long> places = new ArrayList<>();
        try (var rows = database.prepareStatement(
                "select seq from kusto_row where " + TABLE + " and document like ? order by seq")) {
            rows.setString(1, table);
            rows.setString(2, "{\"n\":" + number + ",%");
            try (var result = rows.executeQuery()) {
                while (result.next()) {
                    places.add(result.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return places;
    }

    /** The first member of the row is its number. */
    private static int number(String document) {
        int end = document.indexOf(',');
        return Integer.parseInt(document.substring("{\"n\":".length(), end));
    }
}
