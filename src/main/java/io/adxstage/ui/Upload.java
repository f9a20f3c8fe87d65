package io.adxstage.ui;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** A file that was sent along, as text. */
sealed interface Upload {

    /** As much as the API takes, in bytes. */
    int MOST = 1024 * 1024;

    /** @param text without a byte order mark */
    record Text(String text) implements Upload {}

    /** @param notice key of the text that says why it cannot be taken */
    record Unusable(String notice) implements Upload {}

    static Upload of(@Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            return new Unusable("notice.upload.none");
        }
        if (file.getSize() > MOST) {
            return new Unusable("notice.upload.large");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.getBytes()))
                    .toString();
            return new Text(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException otherEncoding) {
            return new Unusable("notice.upload.encoding");
        }
    }
}
