package org.framedock.tools;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What a plugin's jar tells without being run: the kinds of source that its components offer (Declarative Services),
 * and how it describes their settings (OSGi metatype). Its XML is read with all that is dangerous in XML forbidden.
 */
final class PluginJar {

    private static final String KIND = "framedock.source.kind";
    private static final int MAX_XML_BYTES = 1 << 20;

    private final String name;
    private final Set<String> kinds = new TreeSet<>();
    private final Map<String, SourceDescription> descriptions = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private boolean isSource;
    private Version version;

    private PluginJar(final String name) {
        this.name = name;
    }

    /**
     * Looks into a jar.
     *
     * @param file the jar.
     * @return what it tells.
     * @throws IOException if it is no whole jar, or cannot be read.
     */
    static PluginJar read(final Path file) throws IOException {
        final PluginJar plugin = new PluginJar(file.getFileName().toString());
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            final Manifest manifest = jar.getManifest();
            final String imports =
                manifest == null ? null : manifest.getMainAttributes().getValue("Import-Package");
            plugin.isSource = imports != null && imports.contains("org.framedock.source");
            plugin.version = version(manifest);
            for (final JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches("OSGI-INF/.+\\.xml")) {
                    plugin.readXml(jar, entry);
                }
            }
        }
        plugin.kinds.addAll(plugin.descriptions.keySet());
        return plugin;
    }

    private static Version version(final Manifest manifest) {
        try {
            return Version.parse(manifest.getMainAttributes().getValue("Bundle-Version").strip());
        } catch (final IllegalArgumentException | NullPointerException none) {
            return Version.parse("0");
        }
    }

    private void readXml(final JarFile jar, final JarEntry entry) throws IOException {
        final byte[] bytes;
        try (InputStream in = jar.getInputStream(entry)) {
            bytes = in.readNBytes(MAX_XML_BYTES + 1);
        }
        try {
            if (bytes.length > MAX_XML_BYTES) {
                throw new SAXException("it has more than " + MAX_XML_BYTES + " bytes");
            }
            readKinds(parse(bytes));
        } catch (final SAXException e) {
            troubles.add(Shown.text(entry.getName()) + " in it is no XML that can be read (" + Shown.reason(e) + ")");
        }
    }

    private void readKinds(final Document document) {
        final NodeList properties = document.getElementsByTagNameNS("*", "property");
        for (int i = 0; i < properties.getLength(); i++) {
            final Element property = (Element)properties.item(i);
            if (property.getAttribute("name").equals(KIND)) {
                kinds.add(property.hasAttribute("value")
                    ? property.getAttribute("value").strip() : property.getTextContent().strip());
            }
        }
        final NodeList classes = document.getElementsByTagNameNS("*", "OCD");
        for (int i = 0; i < classes.getLength(); i++) {
            final Element objectClass = (Element)classes.item(i);
            final String id = objectClass.getAttribute("id");
            if (id.startsWith(SourceDescription.ID_PREFIX)) {
                descriptions.put(
                    id.substring(SourceDescription.ID_PREFIX.length()), new SourceDescription(objectClass));
            }
        }
    }

    private static Document parse(final byte[] xml) throws IOException, SAXException {
        try {
            final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            final DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silence());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (final ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no safe reader of XML", e);
        }
    }

    /** The usual one prints. */
    private static final class Silence implements ErrorHandler {
        @Override
        public void warning(final SAXParseException exception) {
        }

        @Override
        public void error(final SAXParseException exception) {
        }

        @Override
        public void fatalError(final SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    /** The file's name. */
    String name() {
        return name;
    }

    /** The one of two jars that the container would let serve: the newer one. */
    static PluginJar newer(final PluginJar one, final PluginJar other) {
        return one.version.compareTo(other.version) > 0 ? one : other;
    }

    /** Kinds of source that it is seen to offer. */
    Set<String> kinds() {
        return kinds;
    }

    /** How it describes the settings of a kind; null if it does not. */
    SourceDescription description(final String kind) {
        return descriptions.get(kind);
    }

    /** Whether it uses the interface of sources and yet does not tell which kinds it offers. */
    boolean mayOfferAnything() {
        return isSource && kinds.isEmpty();
    }

    /** What in it could not be read, for people. */
    List<String> troubles() {
        return troubles;
    }
}
