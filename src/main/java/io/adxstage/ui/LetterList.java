package io.adxstage.ui;

import io.adxstage.flow.RunningStages;
import io.adxstage.letters.Letter;
import io.adxstage.letters.LetterPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a stage's dead letters, as the template sees it.
 *
 * @param offset how many older ones are before the page
 * @param total how many there are in all
 */
record LetterList(List<Item> items, int offset, long total) {

    private static final int PAGE = 20;

    LetterList {
        items = List.copyOf(items);
    }

    /** One letter; the payload is cut to what a page can bear. */
    record Item(Letter letter) {

        private static final int SHORT = 160;
        private static final int LONG = 4_000;

        public boolean isLong() {
            return letter.payload().length() > SHORT;
        }

        public String start() {
            return cut(SHORT);
        }

        public String payload() {
            return cut(LONG);
        }

        /** Whether there is more than the page shows. */
        public boolean isCut() {
            return letter.truncated() || letter.payload().length() > LONG;
        }

        public boolean isBinary() {
            return letter.encoding().equals("base64");
        }

        private String cut(int most) {
            String payload = letter.payload();
            if (payload.length() <= most) {
                return payload;
            }
            return payload.substring(0, Character.isHighSurrogate(payload.charAt(most - 1)) ? most - 1 : most);
        }
    }

    /** The page that begins there; behind the end the last one, since letters go while somebody turns pages. */
    static LetterList of(RunningStages running, String id, int wanted) {
        int offset = Math.max(0, wanted);
        LetterPage page = running.deadLetters(id, offset, PAGE);
        if (page.items().isEmpty() && page.total() > 0 && offset > 0) {
            offset = (int) Math.min(Integer.MAX_VALUE - PAGE, (page.total() - 1) / PAGE * PAGE);
            page = running.deadLetters(id, offset, PAGE);
        }
        return new LetterList(page.items().stream().map(Item::new).toList(), offset, page.total());
    }

    public long first() {
        return offset + 1L;
    }

    public long last() {
        return offset + (long) items.size();
    }

    /** Where the page before begins; absent on the first. */
    public @Nullable Integer older() {
        return offset == 0 ? null : Integer.valueOf(Math.max(0, offset - PAGE));
    }

    /** Where the next page begins; absent on the last. */
    public @Nullable Long newer() {
        return last() < total ? Long.valueOf(last()) : null;
    }
}
