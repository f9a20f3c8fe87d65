package io.adxstage.ui;

import io.adxstage.doctor.Check;
import io.adxstage.doctor.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a connection test finds as lines of JSON, each at once. Whoever went away ends the test. */
final class CheckLines implements Progress {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final OutputStream out;
    private final CheckWords words;

    CheckLines(OutputStream out, CheckWords words) {
        this.out = out;
        this.words = words;
    }

    record Begun(List<Waiting> waiting) {}

    record Waiting(String subject, String about) {}

    /**
     * @param place in the list of those that wait
     * @param word for the status
     */
    record Done(
            int place,
            String status,
            String word,
            String detail,
            @Nullable String fix) {}

    record End(boolean ok, String title) {}

    @Override
    public void begun(List<Look> looks) {
        line(new Begun(looks.stream()
                .map(look -> new Waiting(words.subject(look.subject().key()), look.about()))
                .toList()));
    }

    @Override
    public void done(int place, Check check) {
        CheckList.Line line = CheckList.line(check);
        line(new Done(place, line.status(), words.status(line.status()), line.detail(), line.fix()));
    }

    void end(CheckList list) {
        line(new End(list.ok(), words.title(list)));
    }

    private void line(Object value) {
        try {
            out.write(JSON.writeValueAsBytes(value));
            out.write('\n');
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
