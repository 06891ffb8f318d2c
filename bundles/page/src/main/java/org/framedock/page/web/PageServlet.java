package org.framedock.page.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.framedock.page.door.Answer;
import org.framedock.page.door.Call;
import org.framedock.page.door.Parameters;
import org.framedock.page.door.Routes;

/** Between the server and the routes: reads no more than is bounded, and sends what every answer carries. */
final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final int MOST_BODY_BYTES = 8 * 1024;
    private static final long LONGEST_BODY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Map<String, String> ALWAYS = Map.of(
        "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy", "same-origin",
        "X-Content-Type-Options", "nosniff",
        "X-Frame-Options", "DENY",
        "Referrer-Policy", "no-referrer",
        "Cache-Control", "no-store");

    private transient volatile Routes routes;
    private final transient Runnable onReady;

    /** Answers by routes, and tells when the server hands it requests. */
    PageServlet(final Routes routes, final Runnable onReady) {
        this.routes = routes;
        this.onReady = onReady;
    }

    @Override
    public void init() {
        onReady.run();
    }

    /** Requests that come from now on are answered by these. Any thread. */
    void answerBy(final Routes others) {
        this.routes = others;
    }

    @Override
    protected void service(final HttpServletRequest request, final HttpServletResponse response) throws IOException {
        Answer answer;
        try {
            answer = answer(request);
        } catch (final Parameters.WrongException wrong) {
            answer = Answer.error(Answer.BAD_REQUEST, wrong.getMessage());
        }
        response.setStatus(answer.status());
        ALWAYS.forEach(response::setHeader);
        answer.headers().forEach(response::setHeader);
        if (answer.status() == Answer.TOO_LARGE) {
            response.setHeader("Connection", "close");
        }
        response.setContentType(answer.mediaType());
        response.setContentLength(answer.body().length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(answer.body());
        }
    }

    private Answer answer(final HttpServletRequest request) throws IOException, Parameters.WrongException {
        final Call call = call(request, Map.of());
        final Routes now = routes;
        // Before a byte of the body is waited for.
        final Answer refusal = now.refusal(call);
        if (refusal != null || !call.method().equals("POST")) {
            return refusal != null ? refusal : now.answer(call);
        }
        if (request.getContentLengthLong() > MOST_BODY_BYTES) {
            return tooLarge();
        }
        final String body = body(request.getInputStream());
        if (body == null) {
            return tooLarge();
        }
        final String type = request.getContentType();
        if (!body.isEmpty() && (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM))) {
            return Answer.error(Answer.BAD_REQUEST, "Content-Type '" + type + "' has to be " + FORM);
        }
        return now.answer(call(request, Parameters.parse(body)));
    }

    private static Answer tooLarge() {
        return Answer.error(Answer.TOO_LARGE,
            "the request is too large or comes too slowly: at most " + MOST_BODY_BYTES + " bytes are read");
    }

    /** Null if there is more than is read, or it takes too long. */
    private static String body(final InputStream in) throws IOException {
        final byte[] bytes = new byte[MOST_BODY_BYTES + 1];
        final long beganNs = System.nanoTime();
        int length = 0;
        for (int more = in.read(bytes); more > 0; more = in.read(bytes, length, bytes.length - length)) {
            length += more;
            if (length > MOST_BODY_BYTES || System.nanoTime() - beganNs > LONGEST_BODY_NS) {
                return null;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static Call call(final HttpServletRequest request, final Map<String, String> form)
        throws Parameters.WrongException {
        final Map<String, String> headers = new HashMap<>();
        for (final String name : Collections.list(request.getHeaderNames())) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        final String path = request.getPathInfo();
        return new Call(request.getMethod(), path == null ? "/" : path, Parameters.parse(request.getQueryString()),
            form, headers, request.getRemoteAddr(), request.getLocalAddr());
    }
}
