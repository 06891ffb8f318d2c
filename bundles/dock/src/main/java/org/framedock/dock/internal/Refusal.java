package org.framedock.dock.internal;

import org.framedock.dock.StreamDetail;
import org.osgi.framework.Constants;

/**
 * A plan that one factory's source would not follow: not to be tried again until either changes.
 *
 * @param plan      what was tried.
 * @param serviceId of the factory; not the factory itself, which may have to go.
 * @param detail    kind of the trouble.
 * @param text      for the operator.
 */
record Refusal(StreamPlan plan, long serviceId, StreamDetail detail, String text) {

    static Refusal of(
        final StreamPlan plan, final FactoryHandle factory, final StreamDetail detail, final String text) {
        return new Refusal(plan, serviceId(factory), detail, text);
    }

    boolean covers(final StreamPlan wanted, final FactoryHandle factory) {
        return factory != null && serviceId(factory) == serviceId && plan.equals(wanted);
    }

    private static long serviceId(final FactoryHandle factory) {
        return (Long)factory.reference().getProperty(Constants.SERVICE_ID);
    }
}
