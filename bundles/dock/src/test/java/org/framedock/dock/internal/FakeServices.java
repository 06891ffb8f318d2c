package org.framedock.dock.internal;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.framedock.source.FrameSourceFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Just as much of a framework as a source registry asks for. */
final class FakeServices {

    private final Map<ServiceReference<?>, FrameSourceFactory> factories = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong(1);
    private final Bundle bundle = proxy(Bundle.class, (name, arguments) -> switch (name) {
        case "getSymbolicName" -> "org.example.fake";
        case "getVersion" -> Version.valueOf("1.2.3");
        default -> throw new UnsupportedOperationException(name);
    });
    final BundleContext context = proxy(BundleContext.class, (name, arguments) -> switch (name) {
        case "getService" -> factories.get(arguments[0]);
        case "ungetService" -> true;
        default -> throw new UnsupportedOperationException(name);
    });

    ServiceReference<FrameSourceFactory> offer(final FrameSourceFactory factory, final String kind, final int rank) {
        final FakeReference reference = new FakeReference(nextId.getAndIncrement(), kind, rank);
        factories.put(reference, factory);
        return reference;
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(final Class<T> type, final Answers answers) {
        return type.cast(Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == arguments[0];
                case "toString" -> type.getSimpleName();
                default -> answers.to(method.getName(), arguments);
            }));
    }

    private final class FakeReference implements ServiceReference<FrameSourceFactory> {

        private final Dictionary<String, Object> properties = new Hashtable<>();
        private final long id;
        private final int rank;

        private FakeReference(final long id, final String kind, final int rank) {
            this.id = id;
            this.rank = rank;
            properties.put(Constants.SERVICE_ID, id);
            properties.put(FrameSourceFactory.KIND, kind);
        }

        @Override
        public Object getProperty(final String key) {
            return properties.get(key);
        }

        @Override
        public String[] getPropertyKeys() {
            return new String[0];
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return null;
        }

        @Override
        public boolean isAssignableTo(final Bundle other, final String className) {
            return true;
        }

        @Override
        public int compareTo(final Object other) {
            final FakeReference that = (FakeReference)other;
            return rank == that.rank ? Long.compare(that.id, id) : Integer.compare(rank, that.rank);
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return properties;
        }

        @Override
        public <A> A adapt(final Class<A> type) {
            return null;
        }
    }
}
