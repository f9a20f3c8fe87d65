package io.adxstage.store;

import io.adxstage.testing.PostgresServer;
import io.adxstage.testing.RequiresProgram;

@RequiresProgram(value = "initdb", debianPackage = "postgresql")
class StagesOnPostgresTests extends StagesContract {

    @Override
    String[] database() {
        return new String[] {
            "spring.datasource.url=" + PostgresServer.shared().newDatabase(), "spring.datasource.username=adx"
        };
    }
}
