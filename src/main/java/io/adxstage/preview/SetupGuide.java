package io.adxstage.preview;

import java.util.List;

/**
 * What people run before a stage runs, in order.
 *
 * @param now what this stage needs
 * @param later what it would need for streaming, where it queues
 * @param guessed columns whose type nobody could tell, so that they are dynamic
 */
public record SetupGuide(List<Step> now, List<Step> later, List<String> guessed) {

    public SetupGuide {
        now = List.copyOf(now);
        later = List.copyOf(later);
        guessed = List.copyOf(guessed);
    }

    /** Where a command is run. */
    public enum Place {
        /** A shell with the Azure CLI, signed in. */
        SHELL,
        /** The query editor of the database. */
        DATABASE
    }

    /** @param why what it is for, what it costs, and when it can be left out */
    public record Step(String title, String why, Place place, String command) {}
}
