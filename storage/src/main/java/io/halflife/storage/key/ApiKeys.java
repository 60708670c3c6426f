// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The keys of an installation. Blocking; thread-safe. */
public final class ApiKeys {

    /** A lookup on a connection that went dead ends after this. */
    private static final Duration LOOKUP_MAX = Duration.ofSeconds(5);

    private final Jdbi jdbi;

    public ApiKeys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes a key. */
    public NewKey create(KeyDraft draft, KeyPepper pepper) {
        return jdbi.inTransaction(handle -> create(handle, draft, Optional.empty(), pepper));
    }

    private static NewKey create(
            Handle handle, KeyDraft draft, Optional<String> replaces, KeyPepper pepper) {
        KeyText text = KeyText.random();
        handle.createUpdate(
                        """
                        insert into api_key (id, name, secret_hash, scopes, models, auto_register,
                            cidr, requests_per_second, requests_burst, items_per_second,
                            items_burst, expires_at, replaces)
                        values (:id, :name, :hash, :scopes, :models, :autoRegister, :cidr,
                            nullif(:requests, 0), nullif(:requestsBurst, 0), nullif(:items, 0),
                            nullif(:itemsBurst, 0), now() + make_interval(secs => :seconds),
                            :replaces)
                        """)
                .bind("id", text.id())
                .bind("name", draft.name())
                .bind("hash", pepper.hash(text))
                .bindArray("scopes", String.class, draft.scopes())
                .bindArray("models", String.class, draft.models())
                .bind("autoRegister", draft.autoRegister())
                .bind("cidr", draft.cidr().map(Cidr::toString).orElse(null))
                .bind("requests", draft.limits().requestsPerSecond())
                .bind("requestsBurst", draft.limits().requestsBurst())
                .bind("items", draft.limits().itemsPerSecond())
                .bind("itemsBurst", draft.limits().itemsBurst())
                .bind("seconds", (double) draft.lifetime().toSeconds())
                .bind("replaces", replaces.orElse(null))
                .execute();
        return new NewKey(find(handle, text.id()).orElseThrow(), text);
    }

    public Optional<ApiKey> find(String id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    private static Optional<ApiKey> find(Handle handle, String id) {
        return handle.createQuery(KeyRows.SELECT + " where k.id = :id")
                .bind("id", id)
                .map(KeyRows::key)
                .findOne();
    }

    /** With what is needed to check one; never waits for long. */
    Optional<StoredKey> stored(String id) {
        return jdbi.withHandle(
                handle -> {
                    limitWait(handle);
                    return handle.createQuery(KeyRows.SELECT + " where k.id = :id")
                            .bind("id", id)
                            .map(KeyRows::stored)
                            .findOne();
                });
    }

    /** The pool takes it back when the connection is returned. */
    private static void limitWait(Handle handle) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, (int) LOOKUP_MAX.toMillis());
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** All, also those that ended, by creation. */
    public List<ApiKey> list() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(KeyRows.SELECT + " order by k.created_at, k.id")
                                .map(KeyRows::key)
                                .list());
    }

    /**
     * Ends a key now. One that has ended stays as it is.
     *
     * @return the key; empty when there is none
     */
    public Optional<ApiKey> revoke(String id) {
        return jdbi.inTransaction(
                handle -> {
                    end(handle, id, Duration.ZERO);
                    return find(handle, id);
                });
    }

    private static void end(Handle handle, String id, Duration after) {
        handle.createUpdate(
                        """
                        update api_key
                           set revoked_at = least(revoked_at, now() + make_interval(secs => :after))
                         where id = :id
                        """)
                .bind("id", id)
                .bind("after", (double) after.toSeconds())
                .execute();
    }

    /**
     * Makes a key that replaces another: with the same rights for as long a time; the other one
     * ends after the overlap.
     *
     * @return the new key; empty when the other does not exist or has ended
     */
    public Optional<NewKey> rotate(String id, Duration overlap, KeyPepper pepper) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<ApiKey> old = lockedLive(handle, id);
                    if (old.isEmpty()) {
                        return Optional.empty();
                    }
                    NewKey made = create(handle, draft(old.get()), Optional.of(id), pepper);
                    end(handle, id, overlap);
                    return Optional.of(made);
                });
    }

    private static Optional<ApiKey> lockedLive(Handle handle, String id) {
        return handle.createQuery(
                        KeyRows.SELECT
                                + """
                                 where k.id = :id and k.expires_at > now()
                                   and (k.revoked_at is null or k.revoked_at > now())
                                   for update of k
                                """)
                .bind("id", id)
                .map(KeyRows::key)
                .findOne();
    }

    private static KeyDraft draft(ApiKey key) {
        return new KeyDraft(
                key.name(),
                key.scopes(),
                key.models(),
                key.autoRegister(),
                key.cidr(),
                key.limits(),
                Duration.between(key.createdAt(), key.expiresAt()));
    }

    /** Notes uses; the newest counts. A key that is gone is left out. */
    void note(UseTable table, Map<String, Instant> uses) {
        jdbi.useTransaction(
                handle -> {
                    PreparedBatch batch = handle.prepareBatch(table.upsert());
                    uses.forEach((id, at) -> batch.bind("id", id).bind("at", at).add());
                    batch.execute();
                });
    }
}
