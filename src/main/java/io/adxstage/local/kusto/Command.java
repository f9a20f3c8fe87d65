package io.adxstage.local.kusto;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A management command: the words it is made of, and what it does. Words are matched in any case; between them any white
 * space. {@code {name}} stands for an entity's name, {@code {label}} for a string literal, {@code {text}} for one or several, {@code {columns}} for columns in
 * parentheses. Everything else is a regular expression without groups.
 */
record Command(Pattern pattern, Function<Call, ResultTable> action) {

    static Command of(String words, Function<Call, ResultTable> action) {
        String pattern = words.replaceFirst("^\\.", "\\\\.")
                .replace(" {columns}", "\\s*\\(([^()]*)\\)(?:\\s*with\\s*\\(.*\\))?")
                .replace(" {label}", "\\s*(" + Literal.ONE + ")")
                .replace(" {text}", "\\s*" + Literal.PATTERN)
                .replace(" {name}", "\\s*(?<=[\\s\\)])" + EntityName.PATTERN)
                .replace(" ", "\\s+");
        return new Command(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), action);
    }

    /** What it answers; nothing where the text is another command. */
    Optional<ResultTable> run(String address, String database, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(action.apply(new Call(address, database, matcher))) : Optional.empty();
    }

    /**
     * One command as it was sent, with what stood in the places of the pattern, from 1.
     *
     * @param address under which the caller reached the service: host and port
     */
    record Call(String address, String database, Matcher matcher) {
        String name(int place) {
            return EntityName.unquoted(matcher.group(place));
        }

        String text(int place) {
            return Literal.value(matcher.group(place));
        }

        List<Column> columns(int place) {
            return SchemaText.columns(matcher.group(place));
        }

        String word(int place) {
            return matcher.group(place);
        }
    }
}
