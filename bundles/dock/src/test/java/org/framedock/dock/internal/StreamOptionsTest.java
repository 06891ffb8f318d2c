package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class StreamOptionsTest {

    @Test
    @DisplayName("the description for tools has the container's own keys, as they are written in a stream's file")
    void shouldDescribeOwnKeys() throws Exception {
        final Set<String> keys = new TreeSet<>();
        final Hashtable<String, Object> properties = new Hashtable<>(Map.of("gain", "1"));
        try (InputStream in = StreamOptions.class.getResourceAsStream(
            "/OSGI-INF/metatype/" + StreamOptions.class.getName() + ".xml")) {
            final NodeList described =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("AD");
            for (int i = 0; i < described.getLength(); i++) {
                keys.add(((Element)described.item(i)).getAttribute("id"));
            }
        }
        keys.forEach(key -> properties.put(key, "1"));
        assertEquals(Set.of("enabled", "slots_lent", "source", "stream"), keys);
        assertEquals(Map.of("gain", "1"), StreamConfiguration.of("cam1", properties).settings(),
            "what is not described is the source's");
    }
}
