package io.adxstage.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * As much of Azure Storage as queued ingestion needs: a container to upload to, a queue to announce it, a table that tells
 * how it went. Signatures are not looked at.
 */
final class Storage implements Endpoint {

    static final String PATH = "/storage/";
    static final String CONTAINER = "container";
    static final String STATUS_TABLE = "statuses";

    private static final Pattern BLOCK = Pattern.compile("<(?:Latest|Uncommitted|Committed)>([^<]+)<");
    private static final Pattern MESSAGE = Pattern.compile("<MessageText>([^<]*)</MessageText>");

    private final Blobs blobs;
    private final Inbox inbox;
    private final StatusTable statuses;

    Storage(Blobs blobs, Inbox inbox, StatusTable statuses) {
        this.blobs = blobs;
        this.inbox = inbox;
        this.statuses = statuses;
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        exchange.respondHeader("x-ms-request-id", UUID.randomUUID().toString());
        exchange.respondHeader("x-ms-version", exchange.header("x-ms-version").orElse("2021-12-02"));
        List<String> path = exchange.path();
        String place = path.size() > 1 ? path.get(1) : "";
        if (place.equals(CONTAINER) && path.size() > 2 && exchange.method().equals("PUT")) {
            upload(exchange, String.join("/", path.subList(2, path.size())));
        } else if (place.startsWith(STATUS_TABLE)) {
            statuses.answer(exchange, place);
        } else if (path.size() == 3 && path.get(2).equals("messages")) {
            message(exchange, place);
        } else if (path.size() == 2
                && exchange.parameter("comp").filter("metadata"::equals).isPresent()) {
            exchange.respondHeader("x-ms-approximate-messages-count", "0");
            exchange.empty(200);
        } else {
            exchange.problem(
                    404, "The stand-in's storage has nothing at " + exchange.method() + " /" + String.join("/", path));
        }
    }

    private void upload(Exchange exchange, String name) throws IOException {
        String part = exchange.parameter("comp").orElse("");
        switch (part) {
            case "block" -> blobs.putBlock(name, exchange.parameter("blockid").orElse(""), exchange.body());
            case "blocklist" -> {
                if (!blobs.commit(name, all(BLOCK, text(exchange)))) {
                    exchange.problem(400, "The block list names a block that was not put.");
                    return;
                }
            }
            default -> blobs.put(name, exchange.http().getRequestBody());
        }
        exchange.respondHeader("ETag", "\"" + UUID.randomUUID() + "\"");
        exchange.respondHeader("Last-Modified", now());
        exchange.respondHeader("x-ms-request-server-encrypted", "false");
        exchange.empty(201);
    }

    private void message(Exchange exchange, String queue) throws IOException {
        if (!exchange.method().equals("POST")) {
            exchange.send(200, "application/xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList/>");
            return;
        }
        String text = text(exchange);
        if (queue.equals("queue")) {
            all(MESSAGE, text).forEach(inbox::receive);
        }
        String now = now();
        exchange.send(
                201,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList><QueueMessage><MessageId>"
                        + UUID.randomUUID()
                        + "</MessageId><InsertionTime>" + now + "</InsertionTime><ExpirationTime>" + now
                        + "</ExpirationTime><PopReceipt>none</PopReceipt><TimeNextVisible>" + now
                        + "</TimeNextVisible></QueueMessage></QueueMessagesList>");
    }

    private static String text(Exchange exchange) throws IOException {
        return new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }
}
