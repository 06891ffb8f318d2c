package org.framedock.systemtests;

import java.util.Locale;

/** The programs of an {@link Installation}, in the order in which an operator starts them. */
enum Part {
    MEDIA_DRIVER, DRIVER, PRODUCER, CONSUMER;

    /** For people. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
