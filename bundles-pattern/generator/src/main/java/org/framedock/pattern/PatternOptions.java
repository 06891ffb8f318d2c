package org.framedock.pattern;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The settings of a pattern source, for tools that show and check them. Never instantiated: {@link PatternSettings}
 * reads the keys, which two underscores here make one of.
 */
@ObjectClassDefinition(
    id = "org.framedock.source.pattern", factoryPid = "org.framedock.stream", name = "Framedock pattern source",
    description = "Settings of a stream with source=pattern: frames whose bytes follow from their sequence number.")
@interface PatternOptions {

    @AttributeDefinition(
        required = false, options = {@Option("counter"), @Option("interop")},
        description = "what the frames hold: counter, each byte is the sequence number modulo 256; interop, the"
            + " sequence number, its complement, and a ramp")
    String pattern() default "counter";

    @AttributeDefinition(
        required = false, min = "0", max = "" + PatternSettings.MAX_RATE_HZ,
        description = "frames per second; 0 for as fast as it can")
    double rate__hz() default PatternSettings.DEFAULT_RATE_HZ;

    @AttributeDefinition(
        required = false, min = "1",
        description = "bytes of a frame, a multiple of the element's size; with dims it follows from them")
    int payload__bytes() default PatternSettings.DEFAULT_PAYLOAD_BYTES;

    @AttributeDefinition(
        required = false,
        options = {@Option("uint8"), @Option("int8"), @Option("uint16"), @Option("int16"), @Option("uint32"),
            @Option("int32"), @Option("uint64"), @Option("int64"), @Option("float32"), @Option("float64"),
            @Option("bytes")},
        description = "type of an element")
    String dtype() default "uint8";

    @AttributeDefinition(
        required = false,
        description = "elements in each dimension, the slowest first, as in 640x1024; one dimension if it is left out")
    String dims();
}
