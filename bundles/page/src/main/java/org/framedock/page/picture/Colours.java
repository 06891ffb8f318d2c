package org.framedock.page.picture;

/** Where the colours of a pixel lie. */
enum Colours {
    /** One value, grey. */
    GREY(0, 0, 0, false),
    /** Red, green and blue side by side. */
    RGB(0, 1, 2, false),
    /** Blue, green and red side by side. */
    BGR(2, 1, 0, false),
    /** Mosaic, first row red, green; the numbers are places in a square of two by two, row by row. */
    BAYER_RG(0, 1, 3, true),
    /** Mosaic, first row green, red. */
    BAYER_GR(1, 0, 2, true),
    /** Mosaic, first row green, blue. */
    BAYER_GB(2, 0, 1, true),
    /** Mosaic, first row blue, green. */
    BAYER_BG(3, 1, 0, true);

    private final int red;
    private final int green;
    private final int blue;
    private final boolean isMosaic;

    Colours(final int red, final int green, final int blue, final boolean isMosaic) {
        this.red = red;
        this.green = green;
        this.blue = blue;
        this.isMosaic = isMosaic;
    }

    /** Place of red. */
    int red() {
        return red;
    }

    /** Place of green; of the two greens of a mosaic the first. */
    int green() {
        return green;
    }

    /** Place of blue. */
    int blue() {
        return blue;
    }

    boolean isMosaic() {
        return isMosaic;
    }

    /** Components of a shown pixel. */
    int shown() {
        return this == GREY ? 1 : 3;
    }
}
