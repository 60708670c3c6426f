// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceStore.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many references of one version: which is in force, and what stays of the others. */
class ReferenceKindsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static Storage storage() {
        return POSTGRES.storage();
    }

    private static ReferenceStore references() {
        return storage().references();
    }

    private static int version(String model) {
        return Stories.registered(storage(), model, "1").versionId();
    }

    private static ReferenceDraft trailing(String length) {
        ObjectNode definition = Json.object();
        definition.put("length", length);
        return new ReferenceDraft(ReferenceKind.TRAILING, definition, 0);
    }

    private static void profiled(StoredReference reference) {
        references()
                .keep(
                        new ProfiledReference(reference.id(), 10, null, null, List.of(), List.of()),
                        Source.NONE);
    }

    private static StoredReference frozenRows(int version) {
        long id = references().begin(version).referenceId();
        storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into reference_row (reference_id, prediction_id,
                                            numeric_features, categorical_features, non_finite,
                                            content_hash)
                                        values (?, gen_random_uuid(), '{}', '{}', 0, 0)
                                        """,
                                        id));
        return references().freeze(version).orElseThrow();
    }

    @Test
    void put_theSameAgainIsTheSameReference() {
        int version = version("put twice");

        StoredReference first = references().put(version, trailing("P7D"));

        assertEquals(first, references().put(version, trailing("P7D")));
        assertNotEquals(first.id(), references().put(version, trailing("P8D")).id());
        assertNotEquals(
                first.id(), references().put(version, trailing("P7D")).id(), "it was replaced");
        assertEquals(3, references().pending(version).size());
    }

    @Test
    void put_orderOfFieldsIsNoContent() {
        ObjectNode one = Json.object().put("a", 1).put("b", 2);
        ObjectNode other = Json.object().put("b", 2).put("a", 1);
        int version = version("ordered");

        long first =
                references().put(version, new ReferenceDraft(ReferenceKind.WINDOW, one, 0)).id();

        assertEquals(
                first,
                references().put(version, new ReferenceDraft(ReferenceKind.WINDOW, other, 0)).id());
    }

    @Test
    void inForce_isTheNewestThatIsProfiled() {
        int version = version("in force");
        StoredReference rows = frozenRows(version);
        assertEquals(Optional.empty(), references().inForce(version));
        profiled(rows);
        StoredReference next = references().put(version, trailing("P7D"));

        assertEquals(rows.id(), references().inForce(version).orElseThrow().id());
        assertEquals(List.of(next.id()), ids(references().pending(version)));
        profiled(next);

        assertEquals(next.id(), references().inForce(version).orElseThrow().id());
        assertEquals(rows.id(), references().fixedInForce(version).orElseThrow().id());
        assertEquals(next.id(), storage().results().reference(version).orElseThrow().referenceId());
    }

    /** A later put that is profiled first stays in force. */
    @Test
    void inForce_isByTheOrderOfPutting() {
        int version = version("overtaken");
        StoredReference first = references().put(version, trailing("P7D"));
        StoredReference second = references().put(version, trailing("P9D"));
        profiled(second);
        profiled(first);

        assertEquals(second.id(), references().inForce(version).orElseThrow().id());
        List<ReferenceHistory.Entry> history = new ReferenceHistory(storage().jdbi()).of(version);
        assertNull(history.get(0).from(), "the first never judged");
        assertTrue(history.get(1).reference().inForce());
    }

    @Test
    void fail_keepsTheOneBefore() {
        int version = version("failing");
        StoredReference rows = frozenRows(version);
        profiled(rows);
        StoredReference broken = references().put(version, trailing("P7D"));

        references().fail(broken.id(), "there is nothing");

        assertEquals(rows.id(), references().inForce(version).orElseThrow().id());
        assertEquals(List.of(), references().pending(version));
        ReferenceHistory.Owned found =
                new ReferenceHistory(storage().jdbi()).find(broken.id()).orElseThrow();
        assertEquals("FAILED", found.reference().state().state());
        assertEquals(Optional.of("there is nothing"), found.reference().failed());
        assertEquals("failing", found.model());
    }

    @Test
    void begin_collectsAnewBesideTheFrozenOne() {
        int version = version("re-baselined");
        StoredReference first = frozenRows(version);
        assertEquals(Optional.empty(), references().collecting(version));

        ReferenceStore.Begun begun = references().begin(version);

        assertTrue(begun.isNew());
        assertFalse(references().begin(version).isNew());
        assertEquals(Optional.of(begun.referenceId()), references().collecting(version));
        StoredReference second = frozenRows(version);
        assertEquals(begun.referenceId(), second.id());
        profiled(first);
        profiled(second);
        List<ReferenceHistory.Entry> history = new ReferenceHistory(storage().jdbi()).of(version);
        assertEquals(
                List.of(first.id(), second.id()),
                history.stream().map(entry -> entry.reference().id()).toList());
        assertEquals(history.get(0).to(), history.get(1).from());
        assertNull(history.get(1).to());
    }

    private static List<Long> ids(List<StoredReference> references) {
        return references.stream().map(StoredReference::id).toList();
    }
}
