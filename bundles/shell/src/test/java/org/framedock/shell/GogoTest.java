package org.framedock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.framedock.operator.OperatorVerbs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

class GogoTest {

    @Test
    @DisplayName("Gogo finds each verb by the component's properties and runs it")
    void shouldRunInGogo(@TempDir final Path folder) throws Exception {
        final Framework framework = new FrameworkFactory().newFramework(
            Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
        framework.start();
        try {
            final BundleContext context = framework.getBundleContext();
            context.installBundle(Class.forName("org.apache.felix.gogo.runtime.CommandProcessorImpl")
                .getProtectionDomain().getCodeSource().getLocation().toURI().toString()).start();
            final Dictionary<String, Object> properties = new Hashtable<>();
            properties.put("osgi.command.scope", "framedock");
            properties.put("osgi.command.function", new String[] {"status", "streams", "leases", "sources", "devices",
                "plugins", "deployed", "top", "start", "stop", "swap", "set", "diag", "health"});
            final Verbs verbs = new Verbs();
            verbs.operator = words -> () -> new OperatorVerbs.Answer(0, words + "\n", "");
            context.registerService(Verbs.class, verbs, properties);
            for (final String verb : List.of("status", "streams", "leases", "sources", "devices", "plugins", "top",
                "diag", "health")) {
                assertEquals("[" + verb + "]", execute(context, verb));
                assertEquals("[" + verb + ", --json]", execute(context, "framedock:" + verb + " --json"));
            }
            assertEquals("[plugins]", execute(context, "deployed"));
            assertEquals("[start, cam1]", execute(context, "framedock:start cam1"));
            assertEquals("[stop, cam1]", execute(context, "framedock:stop cam1"));
            assertEquals("[set, cam1, rate_hz, 5, --save]", execute(context, "framedock:set cam1 rate_hz 5 --save"));
            assertEquals("[swap, cam1, replay, rate_hz=5, folder=/a b]",
                execute(context, "swap cam1 replay rate_hz=5 'folder=/a b'"));
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static Object execute(final BundleContext context, final String line) throws Exception {
        // All, since Gogo's own classes are not those on the test's class path.
        final ServiceReference<?>[] references =
            context.getAllServiceReferences("org.apache.felix.service.command.CommandProcessor", null);
        assertNotNull(references, "Gogo's command processor");
        final Object processor = context.getService(references[0]);
        final Method create = processor.getClass().getMethod(
            "createSession", InputStream.class, OutputStream.class, OutputStream.class);
        final PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        final Object session = create.invoke(processor, new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
        return session.getClass().getMethod("execute", CharSequence.class).invoke(session, line);
    }
}
