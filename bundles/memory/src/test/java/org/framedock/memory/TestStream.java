package org.framedock.memory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small stream with all its regions, mapped once by a producer and once by a consumer. */
final class TestStream implements AutoCloseable {

    static final long EPOCH = 0x12b_34e7_efc8L;
    static final long STREAM = 10_000;
    static final long MAX_AGE_NS = 3_000_000_000L;
    static final RegionFile.Options PRIVATE = new RegionFile.Options(0600, true, false, false, 0);

    private final MappedStream producer;
    private final MappedStream consumer;

    private TestStream(final MappedStream producer, final MappedStream consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    /** Makes and maps a stream with the pools 1, 2 and so on. */
    static TestStream open(final Path directory, final int slotCount, final int... strides) throws Exception {
        final long nowNs = System.nanoTime();
        final StreamRegions regions = make(directory, slotCount, strides);
        final MappedStream producer = MappedStream.map(regions, mapper(directory), true, nowNs);
        try {
            return new TestStream(producer, MappedStream.map(regions, mapper(directory), false, nowNs));
        } catch (final RegionRefusedException e) {
            producer.close();
            throw e;
        }
    }

    /** Makes the files alone. */
    static StreamRegions make(final Path directory, final int slotCount, final int... strides) throws Exception {
        final long nowNs = System.nanoTime();
        final Path header = directory.resolve("header.ring");
        RegionFile.create(header, RegionSpec.headerRing(EPOCH, STREAM, slotCount), PRIVATE, nowNs).close();
        final List<StreamRegions.Pool> pools = new ArrayList<>();
        for (int poolId = 1; poolId <= strides.length; poolId++) {
            final int stride = strides[poolId - 1];
            final Path pool = directory.resolve(poolId + ".pool");
            RegionFile.create(
                pool, RegionSpec.payloadPool(EPOCH, STREAM, poolId, slotCount, stride), PRIVATE, nowNs).close();
            pools.add(new StreamRegions.Pool(poolId, slotCount, stride, uri(pool)));
        }
        return new StreamRegions(STREAM, EPOCH, slotCount, uri(header), pools);
    }

    static RegionMapper mapper(final Path... allowed) {
        return new RegionMapper(AllowedDirectories.of(List.of(allowed)), MAX_AGE_NS);
    }

    static String uri(final Path path) {
        return new RegionUri(path.toString(), false).format();
    }

    MappedStream producer() {
        return producer;
    }

    MappedStream consumer() {
        return consumer;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
