package org.framedock.driver;

/**
 * What keeps a driver program company: found on the class path by {@link java.util.ServiceLoader} when the program
 * starts, so that the driver needs to know none of it. An operator's way in is one. A container has services for this
 * and calls no companion. All calls come on the program's main thread; one that fails costs a warning and nothing else.
 */
public interface DriverCompanion {

    /**
     * The driver runs, or is about to.
     *
     * @param status   of the driver, readable from any thread, and after the driver's end, too.
     * @return closed before the program ends.
     * @throws Exception if the companion cannot do its work; the message says why.
     */
    AutoCloseable accompany(DriverStatus status) throws Exception;
}
