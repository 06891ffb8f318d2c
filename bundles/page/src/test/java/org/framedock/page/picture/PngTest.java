package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PngTest {

    private static Picture picture(final int components) {
        final byte[] pixels = new byte[13 * 7 * components];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte)(i * 31);
        }
        return new Picture(13, 7, components, pixels, null);
    }

    @Test
    @DisplayName("another reader of PNG finds the same pixels, grey and in colour")
    void shouldBeReadByOthers() throws IOException {
        for (final int components : new int[] {1, 3}) {
            final Picture picture = picture(components);
            final BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(picture)));
            assertEquals(13, image.getWidth());
            assertEquals(7, image.getHeight());
            for (int y = 0; y < 7; y++) {
                for (int x = 0; x < 13; x++) {
                    final int[] read = image.getRaster().getPixel(x, y, (int[])null);
                    for (int c = 0; c < components; c++) {
                        assertEquals(picture.pixels()[(y * 13 + x) * components + c] & 0xFF, read[c]);
                    }
                }
            }
        }
    }
}
