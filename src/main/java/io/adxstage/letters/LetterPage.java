package io.adxstage.letters;

import java.util.List;

/** @param total how many there are in all */
public record LetterPage(List<Letter> items, long total) {
    public LetterPage {
        items = List.copyOf(items);
    }
}
