package io.adxstage.flow;

import java.util.List;

/** What came of a person's wish to create the mapping that streaming needs. */
public sealed interface MappingCreation {

    /** Done. More than one where a batch that was collected for other columns lacked its own. */
    record Done(List<Created> mappings) implements MappingCreation {

        public Done {
            mappings = List.copyOf(mappings);
        }
    }

    /** @param command that was run in the database */
    record Created(String name, String database, String table, String command) {}

    record NoSuchStage() implements MappingCreation {}

    /** The cluster refused it, or could not be asked. */
    record NotNow(String reason) implements MappingCreation {}
}
