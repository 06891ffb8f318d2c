package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.jar.Attributes;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NeedsTest {

    @Test
    @DisplayName("reads clauses with several names, quoted commas, types and directives")
    void shouldParseClauses() {
        final List<ManifestClause> clauses = ManifestClause.parse(
            "a.b;c.d;version:Version=\"[1,2)\";resolution:=optional, e ; uses:=\"x,y;z\";note=\"a \\\" b\"");
        assertEquals(2, clauses.size());
        assertEquals(List.of("a.b", "c.d"), clauses.get(0).names());
        assertEquals("[1,2)", clauses.get(0).attributes().get("version"));
        assertEquals(true, clauses.get(0).isOptional());
        assertEquals(List.of("e"), clauses.get(1).names());
        assertEquals("x,y;z", clauses.get(1).directives().get("uses"));
        assertEquals("a \" b", clauses.get(1).attributes().get("note"));
        assertEquals(List.of(), ManifestClause.parse(null));
    }

    @Test
    @DisplayName("lists what is mandatory, resolved before start and not the bundle's own")
    void shouldListMandatoryNeeds() {
        final Attributes manifest = new Attributes();
        manifest.putValue("Export-Package", "own.api;version=1.0");
        manifest.putValue("Import-Package",
            "own.api;version=\"[1,2)\",a.b;version=\"[1.2,2)\",c.d;resolution:=optional,e.f");
        manifest.putValue("Require-Bundle", "g.h;bundle-version=3");
        manifest.putValue("Require-Capability", "osgi.service;effective:=active;filter:=\"(x=y)\","
            + "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))\","
            + "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=21))\"");
        final List<Need> needs = Needs.of(manifest);
        assertEquals(
            List.of("package a.b in version [1.2,2)", "package e.f", "bundle g.h in version 3",
                "capability osgi.extender (&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))",
                "Java 21"),
            needs.stream().map(Need::text).toList());
        assertEquals("(&(osgi.wiring.package=a.b)(&(version>=1.2.0)(!(version>=2.0.0))))", needs.get(0).filter());
        assertEquals("(&(osgi.wiring.package=e.f))", needs.get(1).filter());
    }

    @Test
    @DisplayName("refuses a malformed version range")
    void shouldRefuseAMalformedRange() {
        final Attributes manifest = new Attributes();
        manifest.putValue("Import-Package", "a.b;version=\"[1,x)\"");
        assertThrows(IllegalArgumentException.class, () -> Needs.of(manifest));
    }
}
