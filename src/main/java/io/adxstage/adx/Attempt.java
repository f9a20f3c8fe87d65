package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** A sending through the queue: ask where to, upload, announce. */
final class Attempt extends Sending {

    private final Destination destination;
    private final boolean tagged;
    private final UploadAreas areas;
    private final Reports reports;
    private final Reason reason;
    private final UUID upload = UUID.randomUUID();

    Attempt(
            SealedBatch batch,
            Destination destination,
            boolean tagged,
            UploadAreas areas,
            Reports reports,
            Reason reason) {
        super(batch);
        this.destination = destination;
        this.tagged = tagged;
        this.areas = areas;
        this.reports = reports;
        this.reason = reason;
    }

    @Override
    String tooLong(Step reached) {
        return reason.tooLong(reached);
    }

    @Override
    Delivery deliver() throws InterruptedException {
        enter(Step.ASKING);
        UploadArea area;
        try {
            area = areas.current();
        } catch (ExecutionException failed) {
            return new Delivery.TryAgain(
                    reason.noUploadArea(Objects.requireNonNullElse(failed.getCause(), failed), destination), false);
        }
        enter(Step.UPLOADING);
        boolean settled = false;
        try {
            Delivery delivery = upload(area);
            settled = !(delivery instanceof Delivery.TryAgain);
            return delivery;
        } finally {
            if (!settled) {
                areas.doubt(area);
            }
        }
    }

    private Delivery upload(UploadArea area) {
        String blob = Receipt.blob(batch.id(), upload);
        String why = "";
        for (UploadArea.Container container : UploadArea.some(area.containers())) {
            String url;
            try {
                url = container.upload(batch.file(), blob);
            } catch (RuntimeException failed) {
                checkAbandoned();
                if (!Files.exists(batch.file())) {
                    return gone(batch);
                }
                why = reason.notUploaded(failed, container.host());
                continue;
            }
            return announce(area, url);
        }
        return new Delivery.TryAgain(why, false);
    }

    private Delivery announce(UploadArea area, String blobUrl) {
        StatusTable report =
                reports.ask(area.tables(), batch, upload, destination, blobUrl).orElse(null);
        IngestionMessage.Report asked =
                report == null ? null : new IngestionMessage.Report(report.url(), StatusTable.key(upload));
        byte[] message = Base64.getEncoder()
                .encode(IngestionMessage.of(blobUrl, batch, destination, tagged, area.identityToken(), asked));
        if (message.length > IngestionMessage.MOST) {
            return new Delivery.Refused(
                    "The names of the " + destination.columns().size() + " columns do not fit into one message of "
                            + "the cluster's queue (64 KiB): give the stage fewer columns, or shorter names.");
        }
        enter(Step.ANNOUNCING);
        String why = "";
        for (UploadArea.Queue queue : UploadArea.some(area.queues())) {
            try {
                queue.announce(message);
                String place = report == null ? null : report.place();
                return new Delivery.Accepted(false, new Receipt(upload, place).text());
            } catch (RuntimeException failed) {
                why = reason.notUploaded(failed, queue.host());
                if (Failure.mayHaveArrived(failed)) {
                    return new Delivery.TryAgain(why, true);
                }
            }
        }
        return new Delivery.TryAgain(why, false);
    }
}
