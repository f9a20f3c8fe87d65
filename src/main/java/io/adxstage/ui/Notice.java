package io.adxstage.ui;

import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the next page says about the last action.
 *
 * @param key of the text
 * @param numbers that stand in it
 */
record Notice(String key, List<Long> numbers) {

    Notice {
        numbers = List.copyOf(numbers);
    }

    static Notice of(String key, Long... numbers) {
        return new Notice(key, List.of(numbers));
    }

    void onto(RedirectAttributes next) {
        next.addFlashAttribute("notice", key);
        next.addFlashAttribute("noticeNumbers", numbers);
    }

    /** Why it was not done, in the words of who did not do it. */
    static void trouble(String reason, RedirectAttributes next) {
        next.addFlashAttribute("trouble", reason);
    }
}
