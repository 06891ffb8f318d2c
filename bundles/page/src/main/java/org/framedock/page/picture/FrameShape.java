package org.framedock.page.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.source.PixelFormat;

/**
 * How the pixels of a frame lie in its bytes. Immutable.
 *
 * @param width           columns.
 * @param height          rows.
 * @param colours         where the colours lie.
 * @param isWide          whether a component has 16 bits, little-endian; else 8.
 * @param maxValue        largest value of the format.
 * @param rowStride       bytes from row to row.
 * @param pixelStride     bytes from column to column.
 * @param componentStride bytes from component to component of a pixel.
 * @param name            of the format, for people.
 */
record FrameShape(
    int width, int height, Colours colours, boolean isWide, int maxValue, long rowStride, long pixelStride,
    long componentStride, String name) {

    private static final int BYTE_MAX = 0xFF;
    private static final int WORD_MAX = 0xFFFF;
    private static final int PLANE = 2;
    private static final int WITH_COMPONENTS = 3;

    /**
     * Reads a header.
     *
     * @param dtype       type of an element.
     * @param majorOrder  which dimension is the slowest.
     * @param dims        sizes.
     * @param strides     bytes from element to element along each dimension, 0 for dense.
     * @param lengthBytes of the frame.
     * @param pixelFormat PFNC name, null if the source has told none.
     * @throws NoPictureException if this is no picture, or of a kind that is not shown here.
     */
    static FrameShape of(
        final short dtype, final short majorOrder, final int[] dims, final long[] strides, final long lengthBytes,
        final String pixelFormat) throws NoPictureException {
        final Optional<PixelFormat> format =
            pixelFormat == null ? Optional.empty() : PixelFormat.ofPfncName(pixelFormat);
        final String said = words(dtype, dims, pixelFormat);
        final boolean isWide = dtype == Dtype.UINT16.value();
        if (format.isPresent() && format.get().isPacked()) {
            throw none(said + " is packed: its pixels do not lie in elements of their own, and this page does not"
                + " unpack them; an unpacked pixel format (Mono8, Mono16, BayerRG8, RGB8) is shown");
        }
        if (!isWide && dtype != Dtype.UINT8.value()) {
            throw none(said + " has no picture here: frames of UINT8 or UINT16 are shown");
        }
        if (dims.length != PLANE && dims.length != WITH_COMPONENTS) {
            throw none(said + " has no picture: a frame of rows and columns is shown, and this one has "
                + (dims.length == 1 ? "one dimension" : dims.length + " dimensions"));
        }
        final long[] steps = steps(isWide ? Short.BYTES : Byte.BYTES, majorOrder, dims, strides);
        final int components = dims.length == PLANE ? 1 : dims[PLANE];
        final Colours colours = colours(format, components, said);
        final FrameShape shape = new FrameShape(dims[1], dims[0], colours, isWide,
            isWide ? maxOf(format) : BYTE_MAX, steps[0], steps[1],
            dims.length == PLANE ? 0 : steps[PLANE], said);
        if (dims[0] < 1 || dims[1] < 1 || shape.lastByte(components) >= lengthBytes) {
            throw none(said + " has no pixels: its " + lengthBytes + " bytes are fewer than its sizes say");
        }
        if (colours.isMosaic() && (dims[0] < PLANE || dims[1] < PLANE)) {
            throw none(said + " is smaller than its colour mosaic of two by two");
        }
        return shape;
    }

    private static NoPictureException none(final String text) {
        return new NoPictureException(NoPictureException.Reason.NO_IMAGE, text);
    }

    private long lastByte(final int components) {
        return rowStride * (height - 1L) + pixelStride * (width - 1L) + componentStride * (components - 1L)
            + (isWide ? 1 : 0);
    }

    private static long[] steps(
        final int elementBytes, final short majorOrder, final int[] dims, final long[] strides) {
        final long[] steps = new long[dims.length];
        final boolean isColumnMajor = majorOrder == MajorOrder.COLUMN.value();
        long step = elementBytes;
        for (int i = 0; i < dims.length; i++) {
            final int dimension = isColumnMajor ? i : dims.length - 1 - i;
            steps[dimension] = strides[dimension] > 0 ? strides[dimension] : step;
            step = steps[dimension] * dims[dimension];
        }
        return steps;
    }

    private static Colours colours(final Optional<PixelFormat> format, final int components, final String said)
        throws NoPictureException {
        final String name = format.map(PixelFormat::pfncName).orElse("");
        if (components == 1) {
            for (final String mosaic : new String[] {"RG", "GR", "GB", "BG"}) {
                if (name.startsWith("Bayer" + mosaic)) {
                    return Colours.valueOf("BAYER_" + mosaic);
                }
            }
            return Colours.GREY;
        }
        if (name.startsWith("BGR")) {
            return Colours.BGR;
        }
        // Without a name three components can hardly be anything else.
        if (name.startsWith("RGB") || name.isEmpty() && components == WITH_COMPONENTS) {
            return Colours.RGB;
        }
        throw none(said + " has no picture here: grey, Bayer mosaics, RGB and BGR are shown");
    }

    private static int maxOf(final Optional<PixelFormat> format) {
        final String digits = format.map(PixelFormat::pfncName).orElse("").replaceAll("\\D", "");
        return switch (digits) {
            case "10" -> (1 << 10) - 1;
            case "12" -> (1 << 12) - 1;
            case "14" -> (1 << 14) - 1;
            default -> WORD_MAX;
        };
    }

    private static String words(final short dtype, final int[] dims, final String pixelFormat) {
        String type = "dtype " + dtype;
        for (final Dtype known : Dtype.values()) {
            if (known.value() == dtype && known != Dtype.NULL_VAL) {
                type = known.name();
            }
        }
        final String sizes = Arrays.toString(dims).replaceAll("[\\[\\] ]", "").replace(',', 'x');
        return String.format(Locale.ROOT, "%s %s%s", type, sizes, pixelFormat == null ? "" : " " + pixelFormat);
    }
}
