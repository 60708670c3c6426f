// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.Task;
import org.jdbi.v3.core.Jdbi;

/** Policies, as append-only revisions. */
public interface PolicyStore {

    /** The policies in this database. */
    static PolicyStore in(Jdbi jdbi) {
        return new PostgresPolicyStore(jdbi);
    }

    /**
     * The policy in force: what was set over the task's defaults. Revision 0 when nothing was set.
     */
    PolicyRevision current(int modelId, Task task);

    /**
     * The policy as it was in force at a revision; 0 is the defaults.
     *
     * @throws IllegalArgumentException when there was no such revision
     */
    PolicyRevision at(int modelId, int revision, Task task);

    /**
     * Appends a revision.
     *
     * @param body the JSON object that was sent, already checked by {@code PolicyJson}
     * @param expectedRevision the revision that the writer saw, or -1 not to check
     * @return the new revision's number
     * @throws java.util.ConcurrentModificationException when another revision is in force
     */
    int append(int modelId, String body, String writer, int expectedRevision);
}
