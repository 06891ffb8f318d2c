package org.framedock.replay;

import org.framedock.source.PfncName;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The settings of a replay, for tools that show and check them. Never instantiated: {@link ReplaySettings} reads the
 * keys, which two underscores here make one of.
 */
@ObjectClassDefinition(
    id = "org.framedock.source.replay", factoryPid = "org.framedock.stream", name = "Framedock replay source",
    description = "Settings of a stream with source=replay: frames that were recorded in files.")
@interface ReplayOptions {

    @AttributeDefinition(
        description = "a file with frames, or a directory whose files follow by name; relative to the home folder")
    String path();

    @AttributeDefinition(
        required = false, options = {@Option("raw"), @Option("fits")},
        description = "what the files hold; told by their suffix if it is left out")
    String format();

    @AttributeDefinition(required = false, description = "pixel format of raw frames; Mono8 if it is left out")
    PfncName pixel__format();

    @AttributeDefinition(
        required = false, min = "1", max = "" + ReplaySettings.MAX_PIXELS,
        description = "columns of a raw frame, in pixels")
    int width();

    @AttributeDefinition(
        required = false, min = "1", max = "" + ReplaySettings.MAX_PIXELS,
        description = "rows of a raw frame, in pixels")
    int height();

    @AttributeDefinition(
        required = false, min = "0", max = "" + ReplaySettings.MAX_RATE_HZ,
        description = "frames per second; 0 for as fast as it can")
    double rate__hz() default ReplaySettings.DEFAULT_RATE_HZ;

    @AttributeDefinition(required = false, description = "whether it begins again after the last frame")
    boolean loop() default true;
}
