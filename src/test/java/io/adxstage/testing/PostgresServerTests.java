package io.adxstage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

@RequiresProgram(value = "initdb", debianPackage = "postgresql")
class PostgresServerTests {

    @Test
    void eachTestHasADatabaseOfItsOwn() throws Exception {
        var first = PostgresServer.shared().newDatabase();
        var second = PostgresServer.shared().newDatabase();

        assertThat(first).isNotEqualTo(second);
        try (var connection = DriverManager.getConnection(second, "adx", "");
                var rows = connection.createStatement().executeQuery("select current_database()")) {
            rows.next();
            assertThat(second).endsWith(rows.getString(1));
        }
    }
}
