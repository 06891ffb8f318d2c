package org.framedock.operator;

import org.osgi.annotation.versioning.ProviderType;

/** Service that knows everything an operator may want to see. Any thread; never blocks. */
@ProviderType
public interface Operator {

    /**
     * Everything at one moment, up to a quarter of a second old; older only if what it is asked of hangs, which its
     * health then says.
     *
     * @return immutable, never null.
     */
    Snapshot snapshot();

    /**
     * Asks every kind of source for its devices, on a thread of its own, unless that is under way. Returns at once;
     * {@link Snapshot#devicesAskedMs} of a later snapshot tells that the answer is there.
     */
    void findDevices();
}
