package org.framedock.deploy.internal;

import java.io.IOException;

import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Keeps one factory configuration per file of config/streams/. */
final class StreamFileKeeper extends ConfigFileKeeper {

    /** Factory PID of the streams' configurations. */
    static final String FACTORY_PID = "org.framedock.stream";

    private static final char BEFORE_NAME = '~';

    /**
     * With the service that keeps the configurations.
     *
     * @param folderName name of the folder as operators know it.
     */
    StreamFileKeeper(final ConfigurationAdmin admin, final String folderName) {
        super(admin, folderName);
    }

    @Override
    String pidOf(final String fileName) throws RefusedException {
        return FACTORY_PID + BEFORE_NAME + ConfigFile.nameOf(fileName);
    }

    @Override
    String fileOf(final String pid) {
        return pid.substring(pid.indexOf(BEFORE_NAME) + 1) + ConfigFile.SUFFIX;
    }

    @Override
    String filter() {
        return "(service.factoryPid=" + FACTORY_PID + ")";
    }

    @Override
    Configuration configuration(final ConfigurationAdmin from, final String fileName)
        throws IOException, RefusedException {
        return from.getFactoryConfiguration(FACTORY_PID, ConfigFile.nameOf(fileName), ANY_BUNDLE);
    }
}
