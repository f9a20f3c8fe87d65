package io.adxstage.ui;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The texts of a connection test, for a script that has none of its own. */
@Component
class CheckWords {

    private final MessageSource messages;

    CheckWords(MessageSource messages) {
        this.messages = messages;
    }

    String subject(String key) {
        return word("checks.subject." + key);
    }

    String status(String key) {
        return word("checks.status." + key);
    }

    /** How it went, in one line. */
    String title(CheckList list) {
        return list.ok() ? word("checks.ok") : word("checks.notOk", list.failed());
    }

    private String word(String key, Object... values) {
        return messages.getMessage(key, values, Locale.ENGLISH);
    }
}
