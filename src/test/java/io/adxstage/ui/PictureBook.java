package io.adxstage.ui;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** The pictures of all pages, light, dark and narrow, and the page that shows them; written where it is asked for. */
final class PictureBook {

    private static final int MOST_BYTES = 80_000;

    private static final String ASKED = System.getProperty("screens", "");

    private final Path folder;
    private final StringBuilder pages = new StringBuilder("""
            # Screens

            Every page, light, dark and on a narrow screen. Taken by `mvn test -Dtest=PageTourTests -Dscreens=docs`.
            """);

    private PictureBook(Path folder) {
        this.folder = folder;
    }

    static PictureBook asked() {
        return new PictureBook(Path.of(ASKED));
    }

    void page(Browser browser, String name, String title) throws IOException {
        if (ASKED.isEmpty()) {
            return;
        }
        pages.append("\n## ").append(title).append("\n\n| Light | Dark | Narrow |\n|---|---|---|\n|");
        for (String kind : new String[] {"light", "dark", "narrow"}) {
            browser.scheme(kind.equals("dark") ? "dark" : "light");
            byte[] picture = small(browser.picture(kind.equals("narrow") ? 360 : 1280, 1_400));
            Files.createDirectories(folder.resolve("screens"));
            Files.write(folder.resolve("screens").resolve(name + "-" + kind + ".png"), picture);
            pages.append(" ![%s, %s](screens/%s-%s.png) |".formatted(title, kind, name, kind));
        }
        browser.scheme("light");
        pages.append('\n');
    }

    void close() throws IOException {
        if (!ASKED.isEmpty()) {
            Files.writeString(folder.resolve("screens.md"), pages);
        }
    }

    /** A page has few colours: the most frequent ones stand for all, fewer of them until the picture is small. */
    private static byte[] small(byte[] picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        byte[] small = picture;
        for (int colours = 256; colours >= 8 && small.length > MOST_BYTES || colours == 256; colours /= 2) {
            small = indexed(image, colours);
        }
        return small;
    }

    private static byte[] indexed(BufferedImage image, int colours) throws IOException {
        var counts = new HashMap<Integer, Integer>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y), 1, Integer::sum);
            }
        }
        int[] palette = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(colours)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        var nearest = new HashMap<Integer, Integer>();
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        var indexed = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = nearest.computeIfAbsent(image.getRGB(x, y), colour -> nearest(colour, palette));
                indexed.getRaster().setSample(x, y, 0, index);
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(indexed, "png", bytes);
        return bytes.toByteArray();
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            long distance = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                long difference = ((colour >> shift) & 255) - ((palette[i] >> shift) & 255);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
