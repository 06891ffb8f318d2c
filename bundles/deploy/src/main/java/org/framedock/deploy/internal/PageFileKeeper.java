package org.framedock.deploy.internal;

import java.io.IOException;

import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Keeps the configuration of the live page, which one file of config/ says. */
final class PageFileKeeper extends ConfigFileKeeper {

    /** The only file of its folder that is looked at. */
    static final String FILE = "page.cfg";
    /** PID of its configuration. */
    static final String PID = "org.framedock.page";

    /**
     * With the service that keeps the configurations.
     *
     * @param folderName name of the folder as operators know it.
     */
    PageFileKeeper(final ConfigurationAdmin admin, final String folderName) {
        super(admin, folderName);
    }

    @Override
    String pidOf(final String fileName) {
        return PID;
    }

    @Override
    String fileOf(final String pid) {
        return FILE;
    }

    @Override
    String filter() {
        return "(service.pid=" + PID + ")";
    }

    @Override
    Configuration configuration(final ConfigurationAdmin from, final String fileName) throws IOException {
        return from.getConfiguration(PID, ANY_BUNDLE);
    }
}
