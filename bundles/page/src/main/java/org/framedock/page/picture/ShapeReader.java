package org.framedock.page.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.source.PixelFormat;

/**
 * Finds out what pixels a frame has, from its header and from what its source tells of it. One frame; one thread.
 *
 * @param dtype       type of an element.
 * @param majorOrder  which dimension is the slowest.
 * @param dims        sizes.
 * @param strides     bytes from element to element along each dimension, 0 for dense.
 * @param lengthBytes of the frame.
 * @param said        what the source tells.
 */
record ShapeReader(short dtype, short majorOrder, int[] dims, long[] strides, long lengthBytes, Said said) {

    private static final int PLANE = 2;
    private static final int WITH_COMPONENTS = 3;
    private static final Pattern PACKED =
        Pattern.compile("(Mono|Bayer..|RGB(?=1[02]p$)|BGR(?=1[02]p$))(\\d+)(p|Packed)");

    /**
     * What a source tells.
     *
     * @param pixelFormat PFNC name, null if it tells none.
     * @param width       columns, 0 if it tells none.
     * @param height      rows, 0 if it tells none.
     */
    record Said(String pixelFormat, int width, int height) {
    }

    /**
     * Reads.
     *
     * @return the shape.
     * @throws NoPictureException if this is no picture, or of a kind that is not shown here.
     */
    FrameShape read() throws NoPictureException {
        final PixelFormat format =
            said.pixelFormat == null ? null : PixelFormat.ofPfncName(said.pixelFormat).orElse(null);
        final FrameShape shape = format != null && format.isPacked() ? packed(format) : unpacked(format);
        if (shape.colours().kind() == Colours.Kind.MOSAIC && (shape.width() < PLANE || shape.height() < PLANE)) {
            throw none(" is smaller than its colour mosaic of two by two");
        }
        if (shape.colours().kind() == Colours.Kind.SHARED_CHROMA && shape.width() < PLANE) {
            throw none(" has one column: two share their colour");
        }
        return shape;
    }

    private NoPictureException none(final String text) {
        return new NoPictureException(NoPictureException.Reason.NO_IMAGE, words() + text);
    }

    private FrameShape unpacked(final PixelFormat format) throws NoPictureException {
        final Element element = Element.of(dtype);
        if (element == null) {
            throw none(" has no picture here: frames of whole and of floating-point numbers are shown");
        }
        if (dims.length != PLANE && dims.length != WITH_COMPONENTS) {
            throw none(" has no picture: a frame of rows and columns is shown, and this one has " + dimensions());
        }
        final int components = dims.length == PLANE ? 1 : dims[PLANE];
        final Colours colours = colours(format == null ? "" : format.pfncName(), components);
        final long[] steps = steps(element.sizeBytes());
        final Layout.Elements layout =
            new Layout.Elements(element, steps[0], steps[1], dims.length == PLANE ? 0 : steps[PLANE]);
        if (dims[0] < 1 || dims[1] < 1 || layout.bytes(dims[1], dims[0], components) > lengthBytes) {
            throw none(" has no pixels: its " + lengthBytes + " bytes are fewer than its sizes say");
        }
        return new FrameShape(dims[1], dims[0], colours, layout, element.min(),
            element == Element.UINT16 ? maxOf(format) : element.max(), element == Element.FLOAT32, words());
    }

    /** A row of bytes, or rows of bytes where they are padded. */
    private FrameShape packed(final PixelFormat format) throws NoPictureException {
        final Matcher name = PACKED.matcher(format.pfncName());
        if (!name.matches()) {
            throw none(" is packed in a way that this page does not unpack; Mono, Bayer, RGB and BGR in 10p or 12p,"
                + " Mono10Packed, Mono12Packed and unpacked formats are shown");
        }
        if (dtype != Dtype.BYTES.value() && dtype != Dtype.UINT8.value() || dims.length > PLANE) {
            throw none(" is packed: a row of bytes is shown, or rows of bytes where they are padded");
        }
        if (said.width < 1 || said.height < 1) {
            throw none(" is packed, and its source does not tell in its metadata how many columns (Width) and rows"
                + " (Height) it has");
        }
        final boolean isDense = dims.length == 1;
        final long imageBytes = format.imageBytes(said.width, said.height);
        if (isDense && (strides[0] > 1 || dims[0] != imageBytes || lengthBytes < imageBytes)) {
            throw none(" has " + lengthBytes + " bytes, and " + said.width + "x" + said.height + " pixels take "
                + imageBytes + ": how its rows are padded is not told");
        }
        final long rowBytes = format.imageBytes(said.width, 1);
        final long rowStride = isDense ? 0 : steps(Byte.BYTES)[0];
        if (!isDense && (majorOrder == MajorOrder.COLUMN.value() || strides[1] > 1 || dims[0] != said.height
            || dims[1] < rowBytes || rowStride < rowBytes
            || (double)rowStride * (said.height - 1L) + rowBytes > lengthBytes)) {
            throw none(" does not hold " + said.height + " rows of " + rowBytes + " bytes, as " + said.width + "x"
                + said.height + " pixels take");
        }
        final int bits = Integer.parseInt(name.group(2));
        final boolean hasColours = name.group(1).endsWith("GB") || name.group(1).endsWith("GR");
        final int components = hasColours && !name.group(1).startsWith("Bayer") ? WITH_COMPONENTS : 1;
        final Layout layout = name.group(3).equals("p")
            ? new Layout.Packed(bits, components, said.width, rowStride)
            : new Layout.Pairs(bits, said.width, rowStride);
        return new FrameShape(said.width, said.height, colours(format.pfncName(), components), layout, 0,
            (1 << bits) - 1, false, words());
    }

    private long[] steps(final int elementBytes) {
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

    private Colours colours(final String name, final int components) throws NoPictureException {
        if (components == 1) {
            for (final String mosaic : new String[] {"RG", "GR", "GB", "BG"}) {
                if (name.startsWith("Bayer" + mosaic)) {
                    return Colours.valueOf("BAYER_" + mosaic);
                }
            }
            return Colours.GREY;
        }
        final boolean isLuma = dtype == Dtype.UINT8.value() && name.startsWith("Y");
        final boolean isChromaFirst = name.contains("_U") || name.contains("_Cb");
        if (isLuma && components == PLANE) {
            return isChromaFirst ? Colours.UYVY : Colours.YUYV;
        }
        if (isLuma && components == WITH_COMPONENTS) {
            return isChromaFirst ? Colours.UYV : Colours.YUV;
        }
        if (name.startsWith("BGR") && components >= WITH_COMPONENTS) {
            return Colours.BGR;
        }
        // Without a name three components can hardly be anything else.
        if (name.startsWith("RGB") && components >= WITH_COMPONENTS
            || name.isEmpty() && components == WITH_COMPONENTS) {
            return Colours.RGB;
        }
        throw none(" has no picture here: grey, Bayer mosaics, RGB, BGR, and YUV or YCbCr of 8 bits are shown");
    }

    private static int maxOf(final PixelFormat format) {
        final String digits = format == null ? "" : format.pfncName().replaceAll("\\D", "");
        return switch (digits) {
            case "10" -> (1 << 10) - 1;
            case "12" -> (1 << 12) - 1;
            case "14" -> (1 << 14) - 1;
            default -> Element.UINT16.max();
        };
    }

    private String dimensions() {
        return dims.length == 1 ? "one dimension" : dims.length + " dimensions";
    }

    private String words() {
        String type = "dtype " + dtype;
        for (final Dtype known : Dtype.values()) {
            if (known.value() == dtype && known != Dtype.NULL_VAL) {
                type = known.name();
            }
        }
        final String sizes = Arrays.toString(dims).replaceAll("[\\[\\] ]", "").replace(',', 'x');
        return String.format(
            Locale.ROOT, "%s %s%s", type, sizes, said.pixelFormat == null ? "" : " " + said.pixelFormat);
    }
}
