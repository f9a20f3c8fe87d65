package io.adxstage.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the store is: a database file in the data folder, unless {@code spring.datasource.url} names another. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    DataFolder dataFolder(StoreSettings settings) {
        return DataFolder.open(settings.dataFolder());
    }

    @Bean
    JdbcConnectionDetails database(DataSourceProperties configured, DataFolder folder) {
        var url = configured.getUrl();
        return url == null || url.isBlank()
                ? new Database(fileIn(folder), "sa", "")
                : new Database(url, configured.determineUsername(), configured.determinePassword());
    }

    /** Without a write delay a commit is in the file when it returns; Spring closes the database, not the JVM's end. */
    private static String fileIn(DataFolder folder) {
        return "jdbc:h2:file:" + folder.path().resolve("adx-stage") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    private record Database(
            String url, @Nullable String username, @Nullable String password) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return username;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }

        @Override
        public String toString() {
            return "Database[]";
        }
    }
}
