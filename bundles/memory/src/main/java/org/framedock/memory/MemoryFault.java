package org.framedock.memory;

/**
 * What the virtual machine throws when a page of a mapped file is not there any more, because somebody has shortened
 * the file. Not a class of its own there: an {@link InternalError} with a certain text.
 *
 * <p>It is thrown at the access itself only by luck. As a rule the access is skipped, so that a read gives any value
 * and a write is lost, and the error comes out of whatever the same thread does when it next enters the virtual
 * machine: a call of the operating system, a safepoint, a wait. It is therefore caught around the whole duty cycle,
 * idling included, never around a single access, and {@link MappedStream#isIntact} tells which stream it was.
 *
 * <p>Not every access is covered. These end the process with SIGBUS on a shortened mapping: {@code Unsafe.setMemory}
 * (and with it {@code UnsafeBuffer.setMemory}), compare-and-set while it is interpreted, {@code CRC32} and {@code
 * mismatch} over direct buffers, and everything that native code does by itself, such as a camera's library that fills
 * a slot. Calls of the operating system that are handed such an address fail with EFAULT and harm nobody.
 */
public final class MemoryFault {

    /** Part of the texts of all releases since 8. */
    private static final String TEXT = "unsafe memory access";

    private MemoryFault() {
    }

    /**
     * Tells such an error from other internal errors.
     *
     * @param error as caught.
     * @return true if a mapped page was missing.
     */
    public static boolean isOne(final Throwable error) {
        return error instanceof InternalError && error.getMessage() != null && error.getMessage().contains(TEXT);
    }
}
