package org.framedock.camera.aravis;

import org.framedock.source.PfncName;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings of a GigE Vision or USB3 Vision camera, for tools that show and check them. Never instantiated:
 * {@link AravisSettings} reads the keys, which two underscores here make one of. What a camera accepts of that, only
 * the camera tells.
 */
@ObjectClassDefinition(
    id = "org.framedock.source.aravis", factoryPid = "org.framedock.stream",
    name = "Framedock source of GigE Vision and USB3 Vision cameras",
    description = "Settings of a stream with source=aravis. What is left out stays as the camera has it.")
@interface AravisOptions {

    @AttributeDefinition(
        required = false,
        description = "id, serial number, address or model of the camera; the first one that is free if it is left out")
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
        required = false, min = "0", max = "" + AravisSettings.MAX_FRAME_RATE_HZ,
        description = "frames per second, which switches triggers off; 0 leaves the rate")
    double frame__rate() default 0;

    @AttributeDefinition(
        required = false, min = "0", max = "" + AravisSettings.MAX_EXPOSURE_TIME_US,
        description = "exposure time in microseconds; 0 leaves it")
    double exposure__time() default 0;

    @AttributeDefinition(
        required = false, min = "-" + AravisSettings.MAX_GAIN, max = "" + AravisSettings.MAX_GAIN,
        description = "gain in the camera's unit, mostly dB")
    double gain();

    @AttributeDefinition(required = false, description = "one of the camera's modes, mostly On and Off")
    String trigger__mode() default "";

    @AttributeDefinition(required = false, description = "one of the camera's sources, such as Line1 or Software")
    String trigger__source() default "";

    @AttributeDefinition(
        required = false,
        description = "any other setting of the camera, NAME being its GenICam name: a number, a text, true or false,"
            + " one of its choices, or execute for a command; as in node.Gamma = 0.8")
    String node_NAME();

    @AttributeDefinition(
        required = false, min = "0", max = "" + AravisSettings.MAX_PACKET_SIZE_BYTES,
        description = "bytes of a GigE Vision packet; 0 for the largest that the network takes")
    int packet__size() default 0;

    @AttributeDefinition(
        required = false, min = "0", max = "" + AravisSettings.MAX_BUFFERS,
        description = "slots that the camera has at once; 0 for as many as the stream lends")
    int buffers() default 0;

    @AttributeDefinition(required = false, description = "name or path of the Aravis library")
    String library() default AravisSettings.DEFAULT_LIBRARY;
}
