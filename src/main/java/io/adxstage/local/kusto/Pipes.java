package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few operators that may follow a table or a {@code .show} command: {@code | count}, {@code | take N}. */
final class Pipes {

    /** A bar outside of literals. */
    private static final Pattern PART = Pattern.compile("(?:" + Literal.ONE + "|[^|])+", Pattern.DOTALL);

    private static final Pattern TAKE = Pattern.compile("(?:take|limit)\\s+(\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private Pipes() {}

    /** The parts between the bars, at least one. */
    static List<String> split(String text) {
        String plain = text.strip().replaceFirst(";$", "");
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(plain);
        while (part.find()) {
            parts.add(part.group().strip());
        }
        return parts.isEmpty() ? List.of("") : parts;
    }

    /** @throws Refusal where an operator is more than the stand-in understands */
    static ResultTable apply(ResultTable table, List<String> operators) {
        ResultTable result = table;
        for (String operator : operators) {
            Matcher take = TAKE.matcher(operator);
            if (operator.equalsIgnoreCase("count")) {
                result = ResultTable.of("Count:long").row(result.rows().size());
            } else if (take.matches()) {
                int limit = Integer.parseInt(take.group(1));
                result = result.with(result.rows().stream().limit(limit).toList());
            } else if (Condition.isOne(operator)) {
                Condition condition = Condition.parse(operator, result.columns());
                result = result.with(
                        result.rows().stream().filter(condition::holds).toList());
            } else {
                throw Refusal.syntax("The stand-in understands 'T | where ...', 'T | take N' and 'T | count', not '| "
                        + operator + "'.");
            }
        }
        return result;
    }
}
