package io.adxstage.api;

import io.adxstage.stage.StageText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;

/**
 * Reads a body with the parser that stage files and the Advanced editor are read with, so that a mistake is told in the
 * same words everywhere. Holds at most {@value #LIMIT} bytes, whatever length was announced.
 */
@Component
class DraftReader extends AbstractHttpMessageConverter<Draft> {

    static final int LIMIT = 1024 * 1024;

    DraftReader() {
        super(MediaType.APPLICATION_JSON, MergePatch.TYPE);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Draft.class;
    }

    @Override
    protected boolean canWrite(@Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Draft readInternal(Class<? extends Draft> type, HttpInputMessage message) throws IOException {
        refuseOtherCharsets(message.getHeaders().getContentType());
        if (message.getHeaders().getContentLength() > LIMIT) {
            throw Refused.tooLarge();
        }
        var body = message.getBody().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw Refused.tooLarge();
        }
        return switch (StageText.parse(body)) {
            case StageText.Tree(var root) -> new Draft(root);
            case StageText.Malformed malformed -> throw Refused.malformed(malformed);
        };
    }

    /** JSON between systems is UTF-8 (RFC 8259, section 8.1); other bytes would be misread silently. */
    private static void refuseOtherCharsets(@Nullable MediaType type) {
        var charset = type == null ? null : type.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw Refused.otherCharset();
        }
    }

    @Override
    protected void writeInternal(Draft draft, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("Drafts are read only");
    }
}
