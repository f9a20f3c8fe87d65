package io.adxstage.api;

import io.adxstage.doctor.Check;
import io.adxstage.doctor.Check.Status;
import io.adxstage.doctor.Doctor;
import io.adxstage.doctor.Examination;
import io.adxstage.doctor.Patient;
import io.adxstage.doctor.Subject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A doctor that finds what a test wants found. */
final class FakeDoctor implements Doctor {

    static final String GRANT = ".add database ['db'] ingestors ('aadapp=c;t')";

    final List<Patient> patients = new CopyOnWriteArrayList<>();
    volatile List<Check> checks = List.of(
            new Check(Subject.CLUSTER_DNS, "", Status.PASSED, "x.westeurope.kusto.windows.net is known.", null),
            new Check(Subject.INGEST_RIGHT, "", Status.FAILED, "The identity may not ingest into db.", GRANT),
            new Check(Subject.COLUMN, "a<b", Status.WARNING, "The column is of type int.", null),
            new Check(Subject.BROKER_CONNECT, "", Status.SKIPPED, "Not tried, because the host is unknown.", null));

    @Override
    public Examination examine(Patient patient) {
        patients.add(patient);
        return new Examination(checks);
    }
}
