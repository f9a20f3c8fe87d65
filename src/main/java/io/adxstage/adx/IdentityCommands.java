package io.adxstage.adx;

import io.adxstage.stage.Authentication;
import java.util.Optional;

/**
 * The Azure CLI commands that make the identity a stage signs in with, by the vendor's reference of {@code az}. What a stage
 * does not know is in angle brackets. For people to run, in a POSIX shell: nothing here runs them.
 */
public final class IdentityCommands {

    private IdentityCommands() {}

    /**
     * Makes an identity of the stage's kind. Empty where there is nothing to make: an identity that Azure keeps by itself,
     * or none.
     *
     * @param name for people to find it by
     */
    public static Optional<String> create(String name, Authentication identity) {
        return switch (identity) {
            case Authentication.ServicePrincipal app ->
                Optional.of("az ad sp create-for-rbac --name " + shell(name) + " --years 1");
            case Authentication.Certificate app ->
                Optional.of("az ad sp create-for-rbac --name " + shell(name) + " --create-cert --years 1");
            case Authentication.WorkloadIdentity app ->
                Optional.of("az identity federated-credential create --name " + shell(name)
                        + " --identity-name '<identity>' --resource-group '<resource group>' --issuer '<issuer URL>'"
                        + " --subject 'system:serviceaccount:<namespace>:<service account>'"
                        + " --audiences 'api://AzureADTokenExchange'");
            case Authentication.ManagedIdentity managed ->
                managed.clientId() == null
                        ? Optional.of(
                                "az ad sp list --display-name '<name of the machine>' --query '[].appId' --output tsv")
                        : Optional.empty();
            case Authentication.AzureCli user -> Optional.of("az login");
            case Authentication.None nobody -> Optional.empty();
        };
    }

    /** A new secret for an application, beside the old ones: who uses those goes on. */
    public static String newSecret(String clientId) {
        return "az ad app credential reset --id " + shell(clientId) + " --append --years 1";
    }

    /** Switches streaming ingestion on for a whole cluster. */
    public static String enableStreaming(String cluster) {
        return "az kusto cluster update --name " + shell(cluster)
                + " --resource-group '<resource group>' --enable-streaming-ingest true";
    }

    private static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
