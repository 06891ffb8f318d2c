package org.framedock.memory;

/**
 * What the virtual machine throws when a page of a mapped file is not there any more, because somebody has shortened
 * the file. Not a class of its own there: an {@link InternalError} with a certain text.
 *
 * <p>It is thrown at the access itself only by luck. As a rule the access is skipped, so that a read gives any value
 * and a write is lost, and the error comes out of whatever the same thread does when it next enters the virtual
 * machine: a call of the operating system, a safepoint, a wait. It is therefore caught around the whole duty cycle,
 * idling included, never around a single access, and {@link MappedStream#isIntact} tells which stream it was. Nor is it
 * enough to catch within the rounds of a loop: it may come between two of them, so that the loop is caught as a whole.
 *
 * <p>Not every access is covered. These end the process with SIGBUS on a shortened mapping: {@code Unsafe.setMemory}
 * (and with it {@code UnsafeBuffer.setMemory}), compare-and-set while it is interpreted, {@code CRC32} and {@code
 * mismatch} over direct buffers, and everything that native code does by itself, such as a camera's library that fills
 * a slot. Calls of the operating system that are handed such an address fail with EFAULT and harm nobody.
 */
public final class MemoryFault {

    /** Part of the texts of all releases since 8. */
    private static final String TEXT = "unsafe memory access";
    /** Not a constant, as a compiler would do without the call of the virtual machine. */
    private static volatile int length;

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

    /**
     * Takes the error that the virtual machine may still owe this thread, so that it does not come out of other code
     * later. For the moment at which a stream is given up, not for each frame: it allocates.
     *
     * @return true if an error was owed.
     */
    public static boolean settle() {
        try {
            // Arrays of arrays are made by the virtual machine itself, which throws what it owes when it returns.
            return new byte[length][length].length != 0;
        } catch (final InternalError owed) {
            if (isOne(owed)) {
                return true;
            }
            throw owed;
        }
    }
}
