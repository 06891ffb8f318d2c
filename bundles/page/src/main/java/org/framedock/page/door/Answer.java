package org.framedock.page.door;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.framedock.operator.Json;

/**
 * What is sent back. The body is not to be changed.
 *
 * @param status    of HTTP.
 * @param mediaType of the body.
 * @param body      bytes.
 * @param headers   beside those that every answer has.
 */
public record Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {

    /** Done. */
    public static final int OK = 200;
    /** The request makes no sense. */
    public static final int BAD_REQUEST = 400;
    /** The token is missing or wrong. */
    public static final int UNAUTHORIZED = 401;
    /** It comes from another site. */
    public static final int FORBIDDEN = 403;
    /** There is no such thing. */
    public static final int NOT_FOUND = 404;
    /** Neither GET nor POST where each belongs. */
    public static final int METHOD_NOT_ALLOWED = 405;
    /** Asked for and not done. */
    public static final int CONFLICT = 409;
    /** More than is read. */
    public static final int TOO_LARGE = 413;
    /** The frames have no picture. */
    public static final int UNSUPPORTED = 415;
    /** The Host header names somebody else. */
    public static final int MISDIRECTED = 421;
    /** Something went wrong here. */
    public static final int INTERNAL = 500;
    /** Not now. */
    public static final int UNAVAILABLE = 503;

    private static final String JSON = "application/json; charset=utf-8";

    /**
     * JSON of a value.
     *
     * @param status of HTTP.
     * @param value  as {@link Json} takes it.
     * @return the answer.
     */
    public static Answer json(final int status, final Object value) {
        return new Answer(status, JSON, (Json.of(value) + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /**
     * A refusal.
     *
     * @param status of HTTP.
     * @param text   one line: what is wrong and what would be accepted.
     * @return the answer, a JSON object with key error.
     */
    public static Answer error(final int status, final String text) {
        return json(status, Map.of("error", text));
    }

    Answer with(final String name, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, mediaType, body, more);
    }
}
