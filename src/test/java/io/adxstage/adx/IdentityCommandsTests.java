package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import org.junit.jupiter.api.Test;

class IdentityCommandsTests {

    private static final Authentication APP =
            new Authentication.ServicePrincipal("t", "c", new Secret.Literal("hunter2"));

    @Test
    void anApplicationIsMadeUnderTheStagesNameAndNothingInItEndsTheQuotes() {
        assertThat(IdentityCommands.create("adx-stage Oven", APP))
                .contains("az ad sp create-for-rbac --name 'adx-stage Oven' --years 1");
        assertThat(IdentityCommands.create("it's; rm -rf $HOME", APP))
                .contains("az ad sp create-for-rbac --name 'it'\\''s; rm -rf $HOME' --years 1");
    }

    @Test
    void aNewSecretLeavesTheOldOnes() {
        assertThat(IdentityCommands.newSecret("c")).isEqualTo("az ad app credential reset --id 'c' --append --years 1");
    }

    @Test
    void whatAzureKeepsByItselfIsNotMade() {
        assertThat(IdentityCommands.create("x", new Authentication.None())).isEmpty();
        assertThat(IdentityCommands.create("x", new Authentication.ManagedIdentity("client")))
                .isEmpty();
    }

    @Test
    void everyOtherIdentityHasItsCommand() {
        assertThat(IdentityCommands.create(
                        "x", new Authentication.Certificate("t", "c", new Secret.Literal("p"), null)))
                .hasValueSatisfying(command -> assertThat(command).contains("--create-cert"));
        assertThat(IdentityCommands.create("x", new Authentication.WorkloadIdentity(null, null)))
                .hasValueSatisfying(command -> assertThat(command).contains("federated-credential create"));
        assertThat(IdentityCommands.create("x", new Authentication.ManagedIdentity(null)))
                .hasValueSatisfying(command -> assertThat(command).contains("appId"));
        assertThat(IdentityCommands.create("x", new Authentication.AzureCli())).contains("az login");
    }
}
