package org.framedock.source;

/** Pixel formats by their PFNC names and codes. */
public enum PixelFormat {
    /** 8-bit grey. */
    MONO8("Mono8", 0x01080001, ElementType.UINT8),
    /** 10-bit grey in 16 bits. */
    MONO10("Mono10", 0x01100003, ElementType.UINT16),
    /** 12-bit grey in 16 bits. */
    MONO12("Mono12", 0x01100005, ElementType.UINT16),
    /** 16-bit grey. */
    MONO16("Mono16", 0x01100007, ElementType.UINT16);

    private final String pfncName;
    private final int pfncCode;
    private final ElementType elementType;

    PixelFormat(final String pfncName, final int pfncCode, final ElementType elementType) {
        this.pfncName = pfncName;
        this.pfncCode = pfncCode;
        this.elementType = elementType;
    }

    /**
     * Name in the GenICam pixel format naming convention.
     *
     * @return for example {@code Mono8}.
     */
    public String pfncName() {
        return pfncName;
    }

    /**
     * Code in the GenICam pixel format naming convention.
     *
     * @return 32-bit code.
     */
    public int pfncCode() {
        return pfncCode;
    }

    /**
     * Type of the elements that hold a pixel.
     *
     * @return the type.
     */
    public ElementType elementType() {
        return elementType;
    }
}
