package io.adxstage.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** Every second message is none: each of those becomes a dead letter that says why, and every other one a row. */
record Malformed() implements Scenario {

    private static final int PAGE = 500;

    /** What is wrong with a message, and a word of the reason that is right for it. */
    private enum Kind {
        TORN("{\"n\": 17, \"run\": \"tor", "JSON"),
        TEXT("temperature is high", "JSON"),
        EMPTY("", "JSON"),
        BINARY("\u0000\u0001\u0002", "JSON"),
        NOTHING("null", "no value at the batch path");

        private final byte[] payload;
        private final String reason;

        Kind(String payload, String reason) {
            this.payload = payload.getBytes(StandardCharsets.UTF_8);
            this.reason = reason;
        }

        static Kind of(int n) {
            return values()[n / 2 % values().length];
        }
    }

    @Override
    public String name() {
        return "malformed";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        int messages = 2 * workshop.form().pick(500, 10_000);
        try (Rig rig = new Rig(workshop, name())) {
            rig.service.start();
            IntFunction<byte[]> good = Recipe.USUAL.payload(name());
            Track track = rig.track(name(), 0, Recipe.USUAL, n -> n % 2 == 0 ? good.apply(n) : Kind.of(n).payload);
            track.numbers().upTo(messages).start();
            track.numbers().join(Duration.ofMinutes(5));
            BitSet rows = track.numbers().acknowledged();
            BitSet bad = (BitSet) rows.clone();
            for (int n = 0; n < messages; n++) {
                (n % 2 == 0 ? bad : rows).clear(n);
            }
            Verdict verdict = track.settle(rows, Duration.ofMinutes(3));
            List<String> problems = new ArrayList<>(track.problems(verdict, true));
            problems.addAll(wrongLetters(rig, track, bad));
            return List.of(new Finding(
                    "every second message is malformed",
                    1,
                    messages,
                    verdict.lost().size(),
                    verdict.extraRows(),
                    List.of(),
                    "%,d rows, %,d dead letters, each with its reason".formatted(rows.cardinality(), bad.cardinality()),
                    problems));
        }
    }

    private static List<String> wrongLetters(Rig rig, Track track, BitSet bad) throws Exception {
        Map<String, Integer> expected = new TreeMap<>();
        bad.stream().forEach(n -> expected.merge(Kind.of(n).reason, 1, Integer::sum));
        Map<String, Integer> found = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (int offset = 0; ; offset += PAGE) {
            JsonNode page = rig.service.get(
                    "/api/stages/" + track.stage() + "/dead-letters?limit=" + PAGE + "&offset=" + offset);
            for (JsonNode letter : page.path("items")) {
                String reason = letter.path("reason").asString();
                String kind = expected.keySet().stream()
                        .filter(reason::contains)
                        .findFirst()
                        .orElse(reason);
                found.merge(kind, 1, Integer::sum);
            }
            if (page.path("items").size() < PAGE) {
                break;
            }
        }
        if (!found.equals(expected)) {
            problems.add("dead letters by reason are " + found + ", not " + expected);
        }
        return problems;
    }
}
