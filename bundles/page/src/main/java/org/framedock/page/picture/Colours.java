package org.framedock.page.picture;

/** Where the colours of a pixel lie. */
enum Colours {
    /** One value, grey. */
    GREY(Kind.GREY, 0, 0, 0),
    /** Red, green and blue side by side. */
    RGB(Kind.BESIDE, 0, 1, 2),
    /** Blue, green and red side by side. */
    BGR(Kind.BESIDE, 2, 1, 0),
    /** Mosaic, first row red, green; the numbers are places in a square of two by two, row by row. */
    BAYER_RG(Kind.MOSAIC, 0, 1, 3),
    /** Mosaic, first row green, red. */
    BAYER_GR(Kind.MOSAIC, 1, 0, 2),
    /** Mosaic, first row green, blue. */
    BAYER_GB(Kind.MOSAIC, 2, 0, 1),
    /** Mosaic, first row blue, green. */
    BAYER_BG(Kind.MOSAIC, 3, 1, 0),
    /** Luma and both chromas of each pixel; the numbers are their places, here and below. */
    YUV(Kind.LUMA, 0, 1, 2),
    /** The same in another order. */
    UYV(Kind.LUMA, 1, 0, 2),
    /** Luma of each pixel first, the first chroma beside that of even columns, the second beside that of odd ones. */
    YUYV(Kind.SHARED_CHROMA, 0, 1, 1),
    /** The same with the chroma first. */
    UYVY(Kind.SHARED_CHROMA, 1, 0, 0);

    /** How colours are found. */
    enum Kind {
        /** There are none. */
        GREY,
        /** Components of the pixel. */
        BESIDE,
        /** Pixels side by side have one each. */
        MOSAIC,
        /** To be reckoned from luma and chroma of the pixel. */
        LUMA,
        /** To be reckoned from luma of the pixel, and chroma of it and its neighbour. */
        SHARED_CHROMA
    }

    private final Kind kind;
    private final int first;
    private final int second;
    private final int third;

    Colours(final Kind kind, final int first, final int second, final int third) {
        this.kind = kind;
        this.first = first;
        this.second = second;
        this.third = third;
    }

    Kind kind() {
        return kind;
    }

    /** Place of red, or of luma. */
    int first() {
        return first;
    }

    /** Place of green, of the two greens of a mosaic the first; or of the first chroma. */
    int second() {
        return second;
    }

    /** Place of blue, or of the second chroma. */
    int third() {
        return third;
    }

    /** Components of a shown pixel. */
    int shown() {
        return this == GREY ? 1 : 3;
    }
}
