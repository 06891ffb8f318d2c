package org.framedock.camera.bgapi2;

import org.framedock.camera.bgapi2.library.Results;
import org.framedock.source.PfncName;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The settings of a Baumer camera, for tools that show and check them. Never instantiated: {@link Bgapi2Settings}
 * reads the keys, which two underscores here make one of. What a camera accepts of that, only the camera tells.
 */
@ObjectClassDefinition(
    id = "org.framedock.source.bgapi2", factoryPid = "org.framedock.stream",
    name = "Framedock source of Baumer cameras",
    description = "Settings of a stream with source=bgapi2. What is left out stays as the camera has it.")
@interface Bgapi2Options {

    @AttributeDefinition(
        required = false,
        description = "serial number, id or model of the camera; the first one that is free if it is left out")
    String device() default "";

    @AttributeDefinition(required = false, description = "format of a pixel")
    PfncName pixel__format();

    @AttributeDefinition(required = false, min = "0", description = "columns, in pixels; 0 leaves them")
    int width() default 0;

    @AttributeDefinition(required = false, min = "0", description = "rows, in pixels; 0 leaves them")
    int height() default 0;

    @AttributeDefinition(required = false, min = "0", description = "first column of the region of interest, in pixels")
    int offset__x();

    @AttributeDefinition(required = false, min = "0", description = "first row of the region of interest, in pixels")
    int offset__y();

    @AttributeDefinition(
        required = false, min = "0", max = "" + Bgapi2Settings.MAX_FRAME_RATE_HZ,
        description = "frames per second; 0 leaves the rate")
    double frame__rate() default 0;

    @AttributeDefinition(
        required = false, min = "0", max = "" + Bgapi2Settings.MAX_EXPOSURE_TIME_US,
        description = "exposure time in microseconds")
    double exposure__time();

    @AttributeDefinition(
        required = false, min = "-" + Bgapi2Settings.MAX_GAIN, max = "" + Bgapi2Settings.MAX_GAIN,
        description = "gain in the camera's unit")
    double gain();

    @AttributeDefinition(
        required = false, options = {@Option("off"), @Option("on")}, description = "whether frames wait for triggers")
    String trigger__mode();

    @AttributeDefinition(required = false, description = "one of the camera's sources, such as Line0 or Software")
    String trigger__source();

    @AttributeDefinition(
        required = false,
        description = "any other node of the camera, NAME being its GenICam name; execute for a command; as in"
            + " node.Gamma = 0.8")
    String node_NAME();

    @AttributeDefinition(
        required = false, min = "0", max = "" + Bgapi2Settings.MAX_BUFFERS,
        description = "slots that the camera has at once; 0 for as many as the stream lends")
    int buffers() default 0;

    @AttributeDefinition(
        required = false,
        description = "name or path of Baumer's library; if it is left out, what "
            + Bgapi2SourceFactory.LIBRARY_PROPERTY + " or " + Bgapi2SourceFactory.LIBRARY_VARIABLE + " names")
    String library();

    @AttributeDefinition(
        required = false, description = "folder with the transport layers (.cti); the SDK's own if it is left out")
    String producer__path() default "";

    @AttributeDefinition(
        required = false,
        description = "results that mean a lost camera: negative numbers with commas between them; if it is left out, "
            + Results.LOWLEVEL_ERROR + ", " + Results.OBJECT_INVALID + ", " + Results.INVALID_HANDLE + ", "
            + Results.NOT_INITIALIZED + ", " + Results.ERROR)
    String lost__results();

    @AttributeDefinition(
        required = false, min = "0", max = "" + Bgapi2Settings.MAX_TIMESTAMP_HZ,
        description = "ticks of the camera's clock in a second; 0 to ask the camera")
    double timestamp__hz() default 0;
}
