// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.Task;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.PolicyJson;
import java.util.ConcurrentModificationException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** Policy revisions in Postgres. */
final class PostgresPolicyStore implements PolicyStore {

    private static final String NOTHING_SET = "{}";

    private final Jdbi jdbi;

    PostgresPolicyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public PolicyRevision current(int modelId, Task task) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select revision, body from policy_revision
                                         where model_id = :modelId order by revision desc limit 1
                                        """)
                                .bind("modelId", modelId)
                                .map(row -> revision(row, task))
                                .findOne()
                                .orElseGet(() -> revision(0, NOTHING_SET, task)));
    }

    @Override
    public PolicyRevision at(int modelId, int revision, Task task) {
        if (revision == 0) {
            return revision(0, NOTHING_SET, task);
        }
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select revision, body from policy_revision
                                         where model_id = :modelId and revision = :revision
                                        """)
                                .bind("modelId", modelId)
                                .bind("revision", revision)
                                .map(row -> revision(row, task))
                                .findOne()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "no policy revision " + revision)));
    }

    private static PolicyRevision revision(RowView row, Task task) {
        return revision(
                row.getColumn("revision", Integer.class),
                row.getColumn("body", String.class),
                task);
    }

    private static PolicyRevision revision(int revision, String body, Task task) {
        return new PolicyRevision(revision, body, PolicyJson.parse(Json.read(body), task).value());
    }

    @Override
    public int append(int modelId, String body, String writer, int expectedRevision) {
        return jdbi.inTransaction(
                handle -> {
                    int inForce = lockAndRead(handle, modelId);
                    if (expectedRevision >= 0 && expectedRevision != inForce) {
                        throw new ConcurrentModificationException(
                                "policy revision "
                                        + inForce
                                        + " is in force, not "
                                        + expectedRevision);
                    }
                    handle.execute(
                            """
                            insert into policy_revision (model_id, revision, body, writer)
                            values (?, ?, cast(? as jsonb), ?)
                            """,
                            modelId,
                            inForce + 1,
                            body,
                            writer);
                    return inForce + 1;
                });
    }

    /** Two writers of one model wait for each other; the row lock ends with the transaction. */
    private static int lockAndRead(Handle handle, int modelId) {
        handle.createQuery("select id from model where id = :id for update")
                .bind("id", modelId)
                .mapTo(Integer.class)
                .one();
        return handle.createQuery(
                        """
                        select coalesce(max(revision), 0) from policy_revision
                         where model_id = :id
                        """)
                .bind("id", modelId)
                .mapTo(Integer.class)
                .one();
    }
}
