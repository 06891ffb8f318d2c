package org.framedock.operator.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.operator.OperatorVerbs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One visitor, from his request to his answer, within a time. The socket's thread only. */
final class Visit {

    /** Bytes of a request at most. */
    static final int MOST_REQUEST_BYTES = 4096;
    /** Nothing more is to be done for him. */
    static final int OVER = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
    private static final String GREETING = "framedock 1\n";
    private static final long READ_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long RUN_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long WRITE_NS = TimeUnit.SECONDS.toNanos(5);

    private final SocketChannel channel;
    private final OperatorVerbs verbs;
    private final ByteBuffer request = ByteBuffer.allocate(MOST_REQUEST_BYTES + 1);
    private OperatorVerbs.Pending running;
    private ByteBuffer answer;
    private long deadlineNs;

    Visit(final SocketChannel channel, final OperatorVerbs verbs, final long nowNs) {
        this.channel = channel;
        this.verbs = verbs;
        deadlineNs = nowNs + READ_NS;
    }

    boolean isRunning() {
        return running != null && answer == null;
    }

    /** What can be done now; what is to be waited for, or {@link #OVER}. */
    int step(final long nowNs) throws IOException {
        if (nowNs - deadlineNs >= 0) {
            return OVER;
        }
        if (running == null && answer == null) {
            read(nowNs);
        }
        if (isRunning()) {
            look(nowNs);
        }
        if (answer != null) {
            channel.write(answer);
            return answer.hasRemaining() ? SelectionKey.OP_WRITE : OVER;
        }
        // A running verb is looked at again soon; whether he reads is of no interest before.
        return running == null ? SelectionKey.OP_READ : 0;
    }

    private void read(final long nowNs) throws IOException {
        int count = channel.read(request);
        while (count > 0 && request.hasRemaining()) {
            count = channel.read(request);
        }
        if (!request.hasRemaining()) {
            answer(new OperatorVerbs.Answer(OperatorVerbs.USAGE, "",
                "the request is too long: at most " + MOST_REQUEST_BYTES + " bytes are accepted\n"), nowNs);
        } else if (count < 0) {
            begin(nowNs);
        }
    }

    private void begin(final long nowNs) {
        final String text = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        if (!text.startsWith(GREETING) || text.length() > GREETING.length() && !text.endsWith("\0")) {
            answer(new OperatorVerbs.Answer(OperatorVerbs.USAGE, "",
                "this process speaks version 1 of the operator's protocol, and the request is of another\n"), nowNs);
            return;
        }
        final List<String> words = new ArrayList<>();
        int from = GREETING.length();
        int to = text.indexOf('\0', from);
        while (to >= 0) {
            words.add(text.substring(from, to));
            from = to + 1;
            to = text.indexOf('\0', from);
        }
        deadlineNs = nowNs + RUN_NS;
        try {
            running = verbs.run(words);
        } catch (final RuntimeException | LinkageError failure) {
            fail(failure, nowNs);
        }
    }

    private void look(final long nowNs) {
        try {
            final OperatorVerbs.Answer told = running.answer();
            if (told != null) {
                answer(told, nowNs);
            }
        } catch (final RuntimeException | LinkageError failure) {
            fail(failure, nowNs);
        }
    }

    private void fail(final Throwable failure, final long nowNs) {
        final String what = failure.toString().replaceAll("\\p{Cntrl}", " ");
        LOG.warn("a verb of the operator failed: {}", what);
        LOG.debug("verb", failure);
        answer(new OperatorVerbs.Answer(OperatorVerbs.NOT_FINE, "", "it could not be told: " + what + "\n"), nowNs);
    }

    private void answer(final OperatorVerbs.Answer told, final long nowNs) {
        final byte[] out = told.out().getBytes(StandardCharsets.UTF_8);
        final byte[] err = told.err().getBytes(StandardCharsets.UTF_8);
        final byte[] head =
            (told.code() + " " + out.length + " " + err.length + "\n").getBytes(StandardCharsets.US_ASCII);
        answer = ByteBuffer.allocate(head.length + out.length + err.length).put(head).put(out).put(err).flip();
        deadlineNs = nowNs + WRITE_NS;
    }
}
