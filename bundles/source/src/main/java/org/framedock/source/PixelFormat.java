package org.framedock.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pixel formats by their names and codes in the GenICam Pixel Format Naming Convention (PFNC).
 *
 * <p>A format whose components each fill whole elements makes a frame of rows and columns, and of components if there
 * are several. Every other format is packed: its frame is a row of {@link ElementType#BYTES}, and whoever unpacks it
 * needs the name of the format, which a source therefore says in its {@link SourceMetadata}.
 */
public enum PixelFormat {
    /** 1-bit grey, packed. */
    MONO1P("Mono1p", 0x01010037),
    /** 2-bit grey, packed. */
    MONO2P("Mono2p", 0x01020038),
    /** 4-bit grey, packed. */
    MONO4P("Mono4p", 0x01040039),
    /** 8-bit grey. */
    MONO8("Mono8", 0x01080001, ElementType.UINT8, 1),
    /** 8-bit grey, signed. */
    MONO8S("Mono8s", 0x01080002, ElementType.INT8, 1),
    /** 10-bit grey in 16 bits. */
    MONO10("Mono10", 0x01100003, ElementType.UINT16, 1),
    /** 10-bit grey, packed. */
    MONO10P("Mono10p", 0x010A0046),
    /** 10-bit grey, packed by GigE Vision: two pixels in three bytes. */
    MONO10_PACKED("Mono10Packed", 0x010C0004),
    /** 12-bit grey in 16 bits. */
    MONO12("Mono12", 0x01100005, ElementType.UINT16, 1),
    /** 12-bit grey, packed. */
    MONO12P("Mono12p", 0x010C0047),
    /** 12-bit grey, packed by GigE Vision, with other bit positions than {@link #MONO12P}. */
    MONO12_PACKED("Mono12Packed", 0x010C0006),
    /** 14-bit grey in 16 bits. */
    MONO14("Mono14", 0x01100025, ElementType.UINT16, 1),
    /** 14-bit grey, packed. */
    MONO14P("Mono14p", 0x010E0104),
    /** 16-bit grey. */
    MONO16("Mono16", 0x01100007, ElementType.UINT16, 1),
    /** 8-bit Bayer mosaic, first row green, red. */
    BAYER_GR8("BayerGR8", 0x01080008, ElementType.UINT8, 1),
    /** 10-bit Bayer mosaic, first row green, red; in 16 bits. */
    BAYER_GR10("BayerGR10", 0x0110000C, ElementType.UINT16, 1),
    /** 10-bit Bayer mosaic, first row green, red; packed. */
    BAYER_GR10P("BayerGR10p", 0x010A0056),
    /** 10-bit Bayer mosaic, first row green, red; packed by GigE Vision. */
    BAYER_GR10_PACKED("BayerGR10Packed", 0x010C0026),
    /** 12-bit Bayer mosaic, first row green, red; in 16 bits. */
    BAYER_GR12("BayerGR12", 0x01100010, ElementType.UINT16, 1),
    /** 12-bit Bayer mosaic, first row green, red; packed. */
    BAYER_GR12P("BayerGR12p", 0x010C0057),
    /** 12-bit Bayer mosaic, first row green, red; packed by GigE Vision. */
    BAYER_GR12_PACKED("BayerGR12Packed", 0x010C002A),
    /** 14-bit Bayer mosaic, first row green, red; in 16 bits. */
    BAYER_GR14("BayerGR14", 0x01100109, ElementType.UINT16, 1),
    /** 14-bit Bayer mosaic, first row green, red; packed. */
    BAYER_GR14P("BayerGR14p", 0x010E0105),
    /** 16-bit Bayer mosaic, first row green, red. */
    BAYER_GR16("BayerGR16", 0x0110002E, ElementType.UINT16, 1),
    /** 8-bit Bayer mosaic, first row red, green. */
    BAYER_RG8("BayerRG8", 0x01080009, ElementType.UINT8, 1),
    /** 10-bit Bayer mosaic, first row red, green; in 16 bits. */
    BAYER_RG10("BayerRG10", 0x0110000D, ElementType.UINT16, 1),
    /** 10-bit Bayer mosaic, first row red, green; packed. */
    BAYER_RG10P("BayerRG10p", 0x010A0058),
    /** 10-bit Bayer mosaic, first row red, green; packed by GigE Vision. */
    BAYER_RG10_PACKED("BayerRG10Packed", 0x010C0027),
    /** 12-bit Bayer mosaic, first row red, green; in 16 bits. */
    BAYER_RG12("BayerRG12", 0x01100011, ElementType.UINT16, 1),
    /** 12-bit Bayer mosaic, first row red, green; packed. */
    BAYER_RG12P("BayerRG12p", 0x010C0059),
    /** 12-bit Bayer mosaic, first row red, green; packed by GigE Vision. */
    BAYER_RG12_PACKED("BayerRG12Packed", 0x010C002B),
    /** 14-bit Bayer mosaic, first row red, green; in 16 bits. */
    BAYER_RG14("BayerRG14", 0x0110010A, ElementType.UINT16, 1),
    /** 14-bit Bayer mosaic, first row red, green; packed. */
    BAYER_RG14P("BayerRG14p", 0x010E0106),
    /** 16-bit Bayer mosaic, first row red, green. */
    BAYER_RG16("BayerRG16", 0x0110002F, ElementType.UINT16, 1),
    /** 8-bit Bayer mosaic, first row green, blue. */
    BAYER_GB8("BayerGB8", 0x0108000A, ElementType.UINT8, 1),
    /** 10-bit Bayer mosaic, first row green, blue; in 16 bits. */
    BAYER_GB10("BayerGB10", 0x0110000E, ElementType.UINT16, 1),
    /** 10-bit Bayer mosaic, first row green, blue; packed. */
    BAYER_GB10P("BayerGB10p", 0x010A0054),
    /** 10-bit Bayer mosaic, first row green, blue; packed by GigE Vision. */
    BAYER_GB10_PACKED("BayerGB10Packed", 0x010C0028),
    /** 12-bit Bayer mosaic, first row green, blue; in 16 bits. */
    BAYER_GB12("BayerGB12", 0x01100012, ElementType.UINT16, 1),
    /** 12-bit Bayer mosaic, first row green, blue; packed. */
    BAYER_GB12P("BayerGB12p", 0x010C0055),
    /** 12-bit Bayer mosaic, first row green, blue; packed by GigE Vision. */
    BAYER_GB12_PACKED("BayerGB12Packed", 0x010C002C),
    /** 14-bit Bayer mosaic, first row green, blue; in 16 bits. */
    BAYER_GB14("BayerGB14", 0x0110010B, ElementType.UINT16, 1),
    /** 14-bit Bayer mosaic, first row green, blue; packed. */
    BAYER_GB14P("BayerGB14p", 0x010E0107),
    /** 16-bit Bayer mosaic, first row green, blue. */
    BAYER_GB16("BayerGB16", 0x01100030, ElementType.UINT16, 1),
    /** 8-bit Bayer mosaic, first row blue, green. */
    BAYER_BG8("BayerBG8", 0x0108000B, ElementType.UINT8, 1),
    /** 10-bit Bayer mosaic, first row blue, green; in 16 bits. */
    BAYER_BG10("BayerBG10", 0x0110000F, ElementType.UINT16, 1),
    /** 10-bit Bayer mosaic, first row blue, green; packed. */
    BAYER_BG10P("BayerBG10p", 0x010A0052),
    /** 10-bit Bayer mosaic, first row blue, green; packed by GigE Vision. */
    BAYER_BG10_PACKED("BayerBG10Packed", 0x010C0029),
    /** 12-bit Bayer mosaic, first row blue, green; in 16 bits. */
    BAYER_BG12("BayerBG12", 0x01100013, ElementType.UINT16, 1),
    /** 12-bit Bayer mosaic, first row blue, green; packed. */
    BAYER_BG12P("BayerBG12p", 0x010C0053),
    /** 12-bit Bayer mosaic, first row blue, green; packed by GigE Vision. */
    BAYER_BG12_PACKED("BayerBG12Packed", 0x010C002D),
    /** 14-bit Bayer mosaic, first row blue, green; in 16 bits. */
    BAYER_BG14("BayerBG14", 0x0110010C, ElementType.UINT16, 1),
    /** 14-bit Bayer mosaic, first row blue, green; packed. */
    BAYER_BG14P("BayerBG14p", 0x010E0108),
    /** 16-bit Bayer mosaic, first row blue, green. */
    BAYER_BG16("BayerBG16", 0x01100031, ElementType.UINT16, 1),
    /** 8-bit red, green, blue. */
    RGB8("RGB8", 0x02180014, ElementType.UINT8, 3),
    /** 8-bit blue, green, red. */
    BGR8("BGR8", 0x02180015, ElementType.UINT8, 3),
    /** 8-bit red, green, blue, alpha. */
    RGBA8("RGBa8", 0x02200016, ElementType.UINT8, 4),
    /** 8-bit blue, green, red, alpha. */
    BGRA8("BGRa8", 0x02200017, ElementType.UINT8, 4),
    /** 10-bit red, green, blue in 16 bits each. */
    RGB10("RGB10", 0x02300018, ElementType.UINT16, 3),
    /** 10-bit blue, green, red in 16 bits each. */
    BGR10("BGR10", 0x02300019, ElementType.UINT16, 3),
    /** 12-bit red, green, blue in 16 bits each. */
    RGB12("RGB12", 0x0230001A, ElementType.UINT16, 3),
    /** 12-bit blue, green, red in 16 bits each. */
    BGR12("BGR12", 0x0230001B, ElementType.UINT16, 3),
    /** 16-bit red, green, blue. */
    RGB16("RGB16", 0x02300033, ElementType.UINT16, 3),
    /** 16-bit blue, green, red. */
    BGR16("BGR16", 0x0230004B, ElementType.UINT16, 3),
    /** Red, green, blue of 5, 6 and 5 bits, packed. */
    RGB565P("RGB565p", 0x02100035),
    /** Blue, green, red of 5, 6 and 5 bits, packed. */
    BGR565P("BGR565p", 0x02100036),
    /** 10-bit red, green, blue, packed. */
    RGB10P("RGB10p", 0x021E005C),
    /** 10-bit blue, green, red, packed. */
    BGR10P("BGR10p", 0x021E0048),
    /** 10-bit red, green, blue, packed in 32 bits. */
    RGB10P32("RGB10p32", 0x0220001D),
    /** 12-bit red, green, blue, packed. */
    RGB12P("RGB12p", 0x0224005D),
    /** 12-bit blue, green, red, packed. */
    BGR12P("BGR12p", 0x02240049),
    /** 8-bit YUV 4:2:2, bytes Y U Y V. */
    YUV422_8("YUV422_8", 0x02100032, ElementType.UINT8, 2),
    /** 8-bit YUV 4:2:2, bytes U Y V Y. */
    YUV422_8_UYVY("YUV422_8_UYVY", 0x0210001F, ElementType.UINT8, 2),
    /** 8-bit YUV 4:1:1, bytes U Y Y V Y Y. */
    YUV411_8_UYYVYY("YUV411_8_UYYVYY", 0x020C001E),
    /** 8-bit YUV 4:4:4, bytes U Y V. */
    YUV8_UYV("YUV8_UYV", 0x02180020, ElementType.UINT8, 3),
    /** 8-bit YCbCr 4:4:4, bytes Y Cb Cr. */
    YCBCR8("YCbCr8", 0x0218005B, ElementType.UINT8, 3),
    /** 8-bit YCbCr 4:4:4, bytes Cb Y Cr. */
    YCBCR8_CBYCR("YCbCr8_CbYCr", 0x0218003A, ElementType.UINT8, 3),
    /** 8-bit YCbCr 4:2:2, bytes Y Cb Y Cr. */
    YCBCR422_8("YCbCr422_8", 0x0210003B, ElementType.UINT8, 2),
    /** 8-bit YCbCr 4:2:2, bytes Cb Y Cr Y. */
    YCBCR422_8_CBYCRY("YCbCr422_8_CbYCrY", 0x02100043, ElementType.UINT8, 2),
    /** 8-bit YCbCr 4:1:1, bytes Y Y Cb Y Y Cr. */
    YCBCR411_8("YCbCr411_8", 0x020C005A),
    /** 8-bit YCbCr 4:1:1, bytes Cb Y Y Cr Y Y. */
    YCBCR411_8_CBYYCRYY("YCbCr411_8_CbYYCrYY", 0x020C003C);

    private static final int BITS_PER_BYTE = 8;
    private static final Map<String, PixelFormat> BY_NAME = new HashMap<>();
    private static final Map<Integer, PixelFormat> BY_CODE = new HashMap<>();

    static {
        for (final PixelFormat format : values()) {
            BY_NAME.put(format.pfncName.toLowerCase(Locale.ROOT), format);
            BY_CODE.put(format.pfncCode, format);
        }
    }

    private final String pfncName;
    private final int pfncCode;
    private final ElementType elementType;
    private final int componentCount;

    /** Packed. */
    PixelFormat(final String pfncName, final int pfncCode) {
        this(pfncName, pfncCode, ElementType.BYTES, 0);
    }

    PixelFormat(
        final String pfncName, final int pfncCode, final ElementType elementType, final int componentCount) {
        this.pfncName = pfncName;
        this.pfncCode = pfncCode;
        this.elementType = elementType;
        this.componentCount = componentCount;
    }

    /**
     * The format of a name.
     *
     * @param pfncName as a camera or an operator says it; upper and lower case are the same.
     * @return empty if the name is not known here.
     */
    public static Optional<PixelFormat> ofPfncName(final String pfncName) {
        return Optional.ofNullable(BY_NAME.get(pfncName.strip().toLowerCase(Locale.ROOT)));
    }

    /**
     * The format of a code.
     *
     * @param pfncCode 32-bit code.
     * @return empty if the code is not known here.
     */
    public static Optional<PixelFormat> ofPfncCode(final int pfncCode) {
        return Optional.ofNullable(BY_CODE.get(pfncCode));
    }

    /**
     * Name in the PFNC.
     *
     * @return for example {@code Mono8}.
     */
    public String pfncName() {
        return pfncName;
    }

    /**
     * Code in the PFNC.
     *
     * @return 32-bit code.
     */
    public int pfncCode() {
        return pfncCode;
    }

    /**
     * Bits that a pixel takes in a frame, as the code says.
     *
     * @return bits, with those that pad a component.
     */
    public int bitsPerPixel() {
        return pfncCode >> 16 & 0xFF;
    }

    /**
     * Type of the elements of a frame.
     *
     * @return the type of a component, {@link ElementType#BYTES} if the format is packed.
     */
    public ElementType elementType() {
        return elementType;
    }

    /**
     * Elements that hold a pixel, side by side: 1 for grey and Bayer, 3 for RGB, 2 for YUV 4:2:2.
     *
     * @return the number, 0 if the format is packed.
     */
    public int componentCount() {
        return componentCount;
    }

    /**
     * Whether a pixel's bits do not fill elements of their own.
     *
     * @return true if a frame is a row of bytes.
     */
    public boolean isPacked() {
        return componentCount == 0;
    }

    /**
     * Size of an image without padding between its lines: packed pixels follow each other over the ends of lines, as
     * the PFNC has it, and only the last byte of the image is filled up.
     *
     * @param widthPixels  columns.
     * @param heightPixels rows.
     * @return bytes.
     */
    public long imageBytes(final int widthPixels, final int heightPixels) {
        final long pixels = (long)widthPixels * heightPixels;
        final int bits = bitsPerPixel();
        return pixels / BITS_PER_BYTE * bits + (pixels % BITS_PER_BYTE * bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
    }

    @Override
    public String toString() {
        return pfncName;
    }
}
