package io.adxstage.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** First line and headers of a request or an answer of HTTP/1.1, and what they say about the body that follows. */
record HttpHead(List<String> lines) {

    private static final int MOST = 64 << 10;

    static HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String line = line(in, bytes);
        while (!line.isEmpty()) {
            line = line(in, bytes);
        }
        return new HttpHead(bytes.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(one -> !one.isEmpty())
                .toList());
    }

    private static String line(InputStream in, ByteArrayOutputStream all) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || all.size() > MOST) {
                throw new EOFException("no whole head");
            }
            all.write(next);
            if (next != '\r') {
                line.append((char) next);
            }
        }
        all.write('\n');
        return line.toString();
    }

    /** Of the first line. */
    String word(int place) {
        return lines.getFirst().split(" ", 3)[place];
    }

    String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }

    /** The head to pass on, which asks that the connection be closed after this request. */
    byte[] forOneRequest() {
        return lines.stream()
                .filter(line -> !line.matches("(?i)(connection|keep-alive|upgrade|http2-settings):.*"))
                .collect(Collectors.joining("\r\n", "", "\r\nConnection: close\r\n\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same for a body of another length, which is not in chunks. */
    HttpHead withLength(long bytes) {
        return new HttpHead(Stream.concat(
                        lines.stream().filter(line -> !line.matches("(?i)(content-length|transfer-encoding):.*")),
                        Stream.of("Content-Length: " + bytes))
                .toList());
    }

    /** Copies a body as it is framed: of a stated length, in chunks, or none. */
    void copyBody(InputStream in, OutputStream out) throws IOException {
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            for (int size = chunk(in, out); size > 0; size = chunk(in, out)) {
                copy(in, out, size);
                copy(in, out, 2);
            }
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            while (!line(in, rest).isEmpty()) {
                // Trailers, which nobody here sends.
            }
            out.write(rest.toByteArray());
        } else if (!header("Content-Length").isEmpty()) {
            copy(in, out, Long.parseLong(header("Content-Length")));
        }
    }

    /** The body itself, without the marks of chunks. */
    byte[] body(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            ByteArrayOutputStream marks = new ByteArrayOutputStream();
            for (int size = chunk(in, marks); size > 0; size = chunk(in, marks)) {
                copy(in, body, size);
                copy(in, marks, 2);
            }
            while (!line(in, marks).isEmpty()) {
                // Trailers, which nobody here sends.
            }
        } else if (!header("Content-Length").isEmpty()) {
            copy(in, body, Long.parseLong(header("Content-Length")));
        }
        return body.toByteArray();
    }

    private static int chunk(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in, line).replaceFirst(";.*", "").strip(), 16);
        out.write(line.toByteArray());
        return size;
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("no whole body");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    void drain(InputStream in) throws IOException {
        copyBody(in, OutputStream.nullOutputStream());
    }

    /** Reads the beginning of a body, if there is one. */
    void someBody(InputStream in) throws IOException {
        long length = header("Content-Length").isEmpty() ? 0 : Long.parseLong(header("Content-Length"));
        in.readNBytes((int) Math.min(length / 2, 4096));
    }
}
