package io.adxstage.doctor;

import io.adxstage.stage.Stage;
import java.util.function.Consumer;

/**
 * One way in which the first row does not arrive.
 *
 * @param title what is wrong
 * @param stage makes the document wrong; the usual one is right
 * @param expected name of the check that finds it; empty where nothing is wrong
 */
record FirstRun(
        String title,
        String clusterUrl,
        String tenant,
        String client,
        String secret,
        Consumer<Patients> stage,
        String expected) {

    Patients patients() {
        Patients patients = Patients.at(clusterUrl)
                .json(
                        "authentication",
                        "{\"type\": \"servicePrincipal\", \"tenantId\": \"" + tenant + "\", \"clientId\": \"" + client
                                + "\", \"clientSecret\": \"" + secret + "\"}");
        stage.accept(patients);
        return patients;
    }

    /** The document as its own gate leaves it, which puts an ingestion URI right. */
    Stage corrected() {
        return patients().corrected().stage();
    }

    /** For the vendor's client, which puts an ingestion URI right by itself. */
    SdkAlone.Asked asked(boolean well) {
        Stage right = corrected();
        return new SdkAlone.Asked(well, clusterUrl, tenant, client, secret, right.database(), right.table());
    }
}
