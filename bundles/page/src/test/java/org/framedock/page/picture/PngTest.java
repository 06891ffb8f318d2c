package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PngTest {

    private static Picture picture(final int width, final int height, final int components) {
        final byte[] pixels = new byte[width * height * components];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte)(i * 31);
        }
        return new Picture(width, height, components, pixels, null);
    }

    /** Hardly to be compressed: more than one chunk of it. */
    private static Picture noise() {
        final Picture picture = picture(501, 400, 1);
        new Random(7).nextBytes(picture.pixels());
        return picture;
    }

    @Test
    @DisplayName("another reader of PNG finds the same pixels, grey and in colour")
    void shouldBeReadByOthers() throws IOException {
        for (final Picture picture : List.of(picture(13, 7, 1), picture(13, 7, 3), noise())) {
            final BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(picture)));
            assertEquals(picture.width(), image.getWidth());
            assertEquals(picture.height(), image.getHeight());
            final int[] read = image.getRaster().getPixels(0, 0, picture.width(), picture.height(), (int[])null);
            for (int i = 0; i < picture.pixels().length; i++) {
                assertEquals(picture.pixels()[i] & 0xFF, read[i]);
            }
        }
    }
}
