package org.framedock.dock.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How the dock itself runs. */
@ObjectClassDefinition(name = "Framedock dock", description = "How the container runs its streams.")
@interface DockOptions {

    /** PID of this configuration. */
    String PID = "org.framedock.dock";

    @AttributeDefinition(
        name = "idle.strategy",
        description = "How a stream's thread waits when there is nothing to do: backoff spins, yields and then parks"
            + " for up to 1 ms; yield and spin answer sooner and keep a core busy.",
        options = {@Option(label = "backoff", value = "backoff"), @Option(label = "yield", value = "yield"),
            @Option(label = "spin", value = "spin")})
    String idle_strategy() default "backoff";

    @AttributeDefinition(
        name = "stop.timeout.ms",
        description = "Milliseconds that a source's stop may take before it is quarantined.",
        min = "100", max = "60000")
    long stop_timeout_ms() default 5000;
}
