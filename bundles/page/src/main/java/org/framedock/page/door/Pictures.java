package org.framedock.page.door;

import java.util.List;
import java.util.Map;
import org.framedock.operator.Json;
import org.framedock.operator.Operator;
import org.framedock.operator.StreamView;
import org.framedock.page.picture.NoPictureException;
import org.framedock.page.picture.Picture;
import org.framedock.page.picture.Png;
import org.framedock.page.picture.Region;
import org.framedock.page.picture.Viewers;
import org.framedock.page.picture.Wish;

/** Answers with pictures and pixels. Any thread; waits for a frame. */
final class Pictures {

    /** Header that says what a picture shows, as JSON. */
    static final String INFO = "X-Framedock-Picture";

    /** Header that says how old the frames are, as a JSON list, since publication first. */
    static final String LATENCY = "X-Framedock-Latency";

    private static final int LARGEST = 1 << 24;
    private static final int WORD_MAX = 0xFFFF;

    private final Viewers viewers;
    private final Operator operator;

    Pictures(final Viewers viewers, final Operator operator) {
        this.viewers = viewers;
        this.operator = operator;
    }

    private enum Format { PNG, RAW }

    Answer picture(final StreamView stream, final Parameters query) throws Parameters.WrongException {
        query.only("max", "low", "high", "stretch", "format", "x", "y", "width", "height", "px", "py");
        final Format format = query.choice("format", Format.PNG, Format.class);
        final Wish wish = wish(query);
        try {
            final Picture picture = take(stream, wish);
            final String info = Json.of(picture.info());
            return new Answer(Answer.OK, format == Format.PNG ? "image/png" : "application/octet-stream",
                format == Format.PNG ? Png.of(picture) : picture.pixels(), Map.of(INFO, ascii(info),
                    LATENCY, Json.of(viewers.latencies().getOrDefault(stream.streamId(), List.of()))));
        } catch (final NoPictureException none) {
            return refusal(none);
        }
    }

    private static Wish wish(final Parameters query) throws Parameters.WrongException {
        final boolean isFixed = query.has("low") || query.has("high");
        if (isFixed && query.has("stretch")) {
            throw new Parameters.WrongException(
                "low and high, or stretch: one of them has to say how values become brightness, not both");
        }
        final double low = query.number("low", 0);
        final double high = query.number("high", WORD_MAX);
        if (low >= high) {
            throw new Parameters.WrongException("low = " + (query.has("low") ? query.text("low") : "0")
                + " has to be less than high = " + (query.has("high") ? query.text("high") : WORD_MAX));
        }
        final Wish.Stretch stretch = query.choice("stretch", Wish.Stretch.NONE, Wish.Stretch.class);
        return new Wish(
            new Region(query.whole("x", 0, 0, LARGEST), query.whole("y", 0, 0, LARGEST),
                query.whole("width", LARGEST, 1, LARGEST), query.whole("height", LARGEST, 1, LARGEST)),
            query.whole("max", Wish.DEFAULT_MAX, 1, Wish.LARGEST_MAX),
            isFixed ? Wish.Stretch.FIXED : stretch, low, high,
            query.whole("px", -1, 0, LARGEST), query.whole("py", -1, 0, LARGEST));
    }

    Answer pixel(final StreamView stream, final Parameters query) throws Parameters.WrongException {
        query.only("x", "y");
        query.text("x");
        query.text("y");
        final int x = query.whole("x", 0, 0, LARGEST);
        final int y = query.whole("y", 0, 0, LARGEST);
        try {
            final Picture.Info info = take(stream, Wish.pixel(x, y)).info();
            if (info.pixel() == null) {
                throw new Parameters.WrongException("x = " + x + ", y = " + y + " lies outside: x has to be from 0 to "
                    + (info.width() - 1) + ", y from 0 to " + (info.height() - 1));
            }
            return Answer.json(Answer.OK, Map.of("x", x, "y", y, "value", info.pixel(), "sequence", info.sequence(),
                "format", info.format()));
        } catch (final NoPictureException none) {
            return refusal(none);
        }
    }

    private Picture take(final StreamView stream, final Wish wish) throws NoPictureException {
        if (stream.streamId() == 0) {
            throw Viewers.notNow("stream " + stream.name() + " is not known to the driver: " + stream.text());
        }
        try {
            return viewers.take(stream.name(), stream.streamId(), wish);
        } catch (final NoPictureException none) {
            // It may have changed while a frame was waited for.
            final StreamView now = operator.snapshot().stream(stream.name());
            if (none.reason() == NoPictureException.Reason.NOT_NOW && now != null
                && !now.state().equals("STREAMING") && !now.state().equals(StreamView.EXTERNAL)) {
                throw Viewers.notNow("stream " + now.name() + " is " + now.state()
                    + (now.text().isEmpty() ? "" : ": " + now.text()));
            }
            throw none;
        }
    }

    private static Answer refusal(final NoPictureException none) {
        return Answer.error(switch (none.reason()) {
            case WRONG_REQUEST -> Answer.BAD_REQUEST;
            case NO_IMAGE -> Answer.UNSUPPORTED;
            default -> Answer.UNAVAILABLE;
        }, none.getMessage());
    }

    private static String ascii(final String json) {
        return json.replaceAll("[^ -~]", "?");
    }
}
