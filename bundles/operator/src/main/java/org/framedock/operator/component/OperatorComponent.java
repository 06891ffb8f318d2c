package org.framedock.operator.component;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.framedock.deploy.DeployStatus;
import org.framedock.dock.Dock;
import org.framedock.driver.DriverStatus;
import org.framedock.operator.Operator;
import org.framedock.operator.OperatorVerbs;
import org.framedock.operator.ProcessView;
import org.framedock.operator.Snapshot;
import org.framedock.operator.StreamControl;
import org.framedock.operator.door.Entrance;
import org.framedock.operator.model.Services;
import org.framedock.operator.model.StreamRequests;
import org.framedock.operator.model.Watch;
import org.framedock.operator.verbs.VerbTable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's services of a container, whatever of dock, driver and deploy folder is there, and the socket. */
@Component(service = {Operator.class, StreamControl.class, OperatorVerbs.class}, immediate = true)
public final class OperatorComponent implements Operator, StreamControl, OperatorVerbs {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorComponent.class);
    private static final String HOME = "framedock.home";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile Dock dock;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile DriverStatus driver;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    private volatile DeployStatus deploy;

    private Watch watch;
    private StreamRequests requests;
    private VerbTable verbs;
    private Entrance entrance;

    /** Made by the component runtime. */
    public OperatorComponent() {
        super();
    }

    /**
     * Begins to look and opens the socket; without a place for one the services are there all the same.
     *
     * @param context knows the container's home.
     */
    @Activate
    public void open(final BundleContext context) {
        final String home = context.getProperty(HOME);
        final ProcessView process = ThisProcess.view(ProcessView.Kind.CONTAINER, home == null ? "" : home,
            context.getBundle().getVersion().toString());
        watch = new Watch(new Services(() -> dock, () -> driver, () -> deploy), process);
        requests = new StreamRequests(() -> dock, home == null ? null : Path.of(home));
        verbs = new VerbTable(watch, requests);
        try {
            entrance = Entrance.open(process, "", verbs, System.getenv());
        } catch (final IOException | RuntimeException e) {
            LOG.warn("the command line cannot reach this container: {}", e.getMessage());
        }
    }

    /** Closes the socket and ends the threads. */
    @Deactivate
    public void close() {
        if (entrance != null) {
            entrance.close();
        }
        watch.close();
    }

    @Override
    public Snapshot snapshot() {
        return watch.snapshot();
    }

    @Override
    public void findDevices() {
        watch.findDevices();
    }

    @Override
    public Request start(final String stream) {
        return requests.start(stream);
    }

    @Override
    public Request stop(final String stream) {
        return requests.stop(stream);
    }

    @Override
    public Request swap(final String stream, final String kind, final Map<String, String> settings) {
        return requests.swap(stream, kind, settings);
    }

    @Override
    public Request set(final String stream, final String key, final String value, final boolean save) {
        return requests.set(stream, key, value, save);
    }

    @Override
    public Pending run(final List<String> words) {
        return verbs.run(words);
    }
}
