package org.framedock.dock.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The container's own keys of a stream's configuration, for tools that show them. Every other key is a setting of the
 * source, described by its own bundle. Never instantiated: {@link StreamConfiguration} reads the keys, which two
 * underscores here make one of.
 */
@ObjectClassDefinition(
    factoryPid = StreamConfiguration.FACTORY_PID,
    name = "Framedock stream",
    description = "Which source feeds a stream. All other keys are settings of the source.")
@interface StreamOptions {

    @AttributeDefinition(
        required = false,
        description = "Name of a stream in config/driver.toml; without it, the name of this configuration.")
    String stream();

    @AttributeDefinition(description = "Kind of source that feeds the stream, for instance pattern.")
    String source();

    @AttributeDefinition(required = false, description = "Whether the stream runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        required = false, min = "1",
        description = "Slots that the source may have at once, from 1 to half of the stream's slots. More of them carry"
            + " a fast camera over longer pauses of this process; fewer leave more frames readable.")
    int slots__lent() default StreamPlan.USUAL_SLOTS_LENT;
}
