package io.adxstage.local.kusto;

import java.util.List;
import java.util.function.Function;

/** Commands about the service itself: where to upload, who calls, what failed. */
final class ServiceCommands {

    private final Function<String, Resources> resources;
    private final Failures failures;

    ServiceCommands(Function<String, Resources> resources, Failures failures) {
        this.resources = resources;
        this.failures = failures;
    }

    List<Command> all() {
        return List.of(
                Command.of("(?:.show|.get) ingestion resources", call -> resources(call.address())),
                Command.of(
                        ".get kusto identity token",
                        call -> ResultTable.of("AuthorizationContext:string").row("stand-in")),
                Command.of(
                        ".show version",
                        call -> ResultTable.of(
                                        "BuildVersion:string",
                                        "BuildTime:datetime",
                                        "ServiceType:string",
                                        "ProductVersion:string")
                                .row("1.0.0.0", "2026-01-01T00:00:00Z", "Engine", "adx-stage stand-in")),
                Command.of(".show (?:database|table) {name} principal roles", call -> roles(call.name(1))),
                Command.of(".show ingestion failures", call -> failures()));
    }

    private ResultTable resources(String address) {
        Resources urls = resources.apply(address);
        return ResultTable.of("ResourceTypeName:string", "StorageRoot:string")
                .row("TempStorage", urls.container())
                .row("SecuredReadyForAggregationQueue", urls.queue())
                .row("FailedIngestionsQueue", urls.failures())
                .row("SuccessfulIngestionsQueue", urls.successes())
                .row("IngestionsStatusTable", urls.statusTable());
    }

    /** Nobody signs in here, so everybody may do everything. */
    private static ResultTable roles(String entity) {
        return ResultTable.of("Scope:string", "DisplayName:string", "AADObjectID:string", "Role:string")
                .row(entity, "anybody", "", "Admin");
    }

    private ResultTable failures() {
        ResultTable result = ResultTable.of(
                "OperationId:guid",
                "Database:string",
                "Table:string",
                "FailedOn:datetime",
                "IngestionSourcePath:string",
                "Details:string",
                "FailureKind:string",
                "RootActivityId:guid",
                "OperationKind:string",
                "OriginatesFromUpdatePolicy:bool",
                "ErrorCode:string",
                "Principal:string",
                "ShouldRetry:bool",
                "User:string",
                "IngestionProperties:string");
        failures.all()
                .forEach(failure -> result.row(
                        failure.operation().toString(),
                        failure.request().database(),
                        failure.request().table(),
                        failure.at().toString(),
                        failure.request().source(),
                        failure.outcome().details(),
                        "Permanent",
                        failure.operation().toString(),
                        "DataIngestPull",
                        false,
                        failure.outcome().code(),
                        "",
                        false,
                        "",
                        "[Format=" + failure.request().format() + "]"));
        return result;
    }
}
