// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A document that points at a file that is no longer there misleads; here it fails. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*$");
    private static final Pattern ELSEWHERE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void links_ofAllDocuments_resolve() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : Repository.documents()) {
            for (String link : linksOf(document)) {
                links++;
                if (!resolves(document, link)) {
                    broken.add(Repository.root().relativize(document) + ": " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 50, "only " + links + " links found: is this the repository?");
    }

    /** Links to files are relative, so that they work in a clone and in a fork. */
    @Test
    void links_leaveTheRepositoryNeverByPath() {
        for (Path document : Repository.documents()) {
            for (String link : linksOf(document)) {
                Path target = document.getParent().resolve(pathOf(link)).normalize();
                assertTrue(target.startsWith(Repository.root()), document + ": " + link);
            }
        }
    }

    private static List<String> linksOf(Path document) {
        String text = FENCE.matcher(Repository.read(document)).replaceAll("");
        List<String> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            if (!ELSEWHERE.matcher(matcher.group(1)).matches()) {
                links.add(matcher.group(1));
            }
        }
        return links;
    }

    private static boolean resolves(Path document, String link) {
        int hash = link.indexOf('#');
        Path target = hash == 0 ? document : document.getParent().resolve(pathOf(link)).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || anchorsOf(target).contains(link.substring(hash + 1));
    }

    private static String pathOf(String link) {
        int hash = link.indexOf('#');
        return hash < 0 ? link : link.substring(0, hash);
    }

    /** As forges make them: lower case, words joined by hyphens, punctuation dropped. */
    private static Set<String> anchorsOf(Path document) {
        return HEADING.matcher(FENCE.matcher(Repository.read(document)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
