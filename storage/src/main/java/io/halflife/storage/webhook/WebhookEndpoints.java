// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The endpoints of an installation. Blocking; every call is a transaction of its own. Secrets go in
 * and never come out again, except once to whoever made them.
 */
public final class WebhookEndpoints {

    /** How long the secret before the present one still signs. */
    public static final Duration ROTATION = Duration.ofHours(24);

    private static final String ID_PREFIX = "whe_";
    private static final String SECRET_PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;

    private final Jdbi jdbi;
    private final Ulid ids = new Ulid();
    private final SecureRandom random = new SecureRandom();

    public WebhookEndpoints(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Registers an endpoint: it gets messages that are written from now on. */
    public NewSecret create(EndpointDraft draft, String actor, SealingKey key) {
        String secret = newSecret();
        return jdbi.inTransaction(
                handle -> {
                    Instant now = EndpointRows.now(handle);
                    String id = ids.next(ID_PREFIX, now);
                    bind(handle.createUpdate(EndpointRows.INSERT), draft, id, key)
                            .bind("secret", key.seal(secret, id))
                            .bind("actor", actor)
                            .execute();
                    return new NewSecret(EndpointRows.require(handle, id), secret);
                });
    }

    /** In the order of their making, after {@code afterId} (the empty string: from the first). */
    public List<WebhookEndpoint> list(String afterId, int limit) {
        return list(afterId, limit, Set.of());
    }

    /**
     * The same, of those that name none but these models.
     *
     * @param models empty: all endpoints
     */
    public List<WebhookEndpoint> list(String afterId, int limit, Set<String> models) {
        return jdbi.withHandle(handle -> EndpointRows.list(handle, afterId, limit, models));
    }

    public Optional<WebhookEndpoint> find(String id) {
        return jdbi.withHandle(handle -> EndpointRows.find(handle, id));
    }

    /** Whether any is registered, on or off. */
    public boolean isAny() {
        return !list("", 1).isEmpty();
    }

    /**
     * What people said about an endpoint, to be changed.
     *
     * @throws UnreadableSecretException when its headers were sealed with another key
     */
    public Optional<EndpointDraft> draft(String id, SealingKey key) {
        return jdbi.withHandle(
                handle ->
                        EndpointRows.find(handle, id)
                                .map(
                                        endpoint ->
                                                new EndpointDraft(
                                                        endpoint.url(),
                                                        endpoint.types(),
                                                        endpoint.models(),
                                                        endpoint.description(),
                                                        headers(handle, id, key),
                                                        endpoint.active())));
    }

    /**
     * Replaces what people said about an endpoint. One that was shut off is on again when it is
     * reactivated or gets another URL.
     *
     * @return empty when there is none
     */
    public Optional<WebhookEndpoint> update(
            String id, EndpointDraft draft, boolean reactivate, SealingKey key) {
        return jdbi.inTransaction(
                handle -> {
                    bind(handle.createUpdate(EndpointRows.UPDATE), draft, id, key)
                            .bind("reactivate", reactivate)
                            .execute();
                    return EndpointRows.find(handle, id);
                });
    }

    /** Gives an endpoint a new secret; the one before signs too for {@link #ROTATION}. */
    public Optional<NewSecret> rotate(String id, SealingKey key) {
        String secret = newSecret();
        return jdbi.inTransaction(
                handle -> {
                    handle.createUpdate(EndpointRows.ROTATE)
                            .bind("id", id)
                            .bind("secret", key.seal(secret, id))
                            .bind("until", EndpointRows.now(handle).plus(ROTATION))
                            .execute();
                    return EndpointRows.find(handle, id).map(e -> new NewSecret(e, secret));
                });
    }

    /** What signs its messages, still sealed. */
    public Optional<EndpointSecrets> secrets(String id) {
        return jdbi.withHandle(handle -> EndpointRows.secrets(handle, id));
    }

    /** Removes an endpoint and its secrets; its deliveries stay, as history. */
    public boolean delete(String id) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(EndpointRows.DELETE).bind("id", id).execute() > 0);
    }

    /**
     * Asks for a trial message.
     *
     * @return the number of the wish, see {@link Deliveries#ofTrial}
     */
    public long test(String id, String actor) {
        return jdbi.withHandle(handle -> EndpointRows.command(handle, "test", id, null, actor));
    }

    /** Asks for a message to be sent again, with the same id and a new schedule. */
    public void replay(Delivery delivery, String actor) {
        jdbi.useHandle(
                handle ->
                        EndpointRows.command(
                                handle,
                                "replay",
                                delivery.endpointId(),
                                delivery.messageId(),
                                actor));
    }

    private static Map<String, String> headers(Handle handle, String id, SealingKey key) {
        byte[] sealed =
                handle.createQuery("select headers from webhook_endpoint where id = :id")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .one();
        return HeadersJson.read(key.open(sealed, id));
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, EndpointDraft draft, String id, SealingKey key) {
        String headers = HeadersJson.write(draft.headers());
        return statement
                .bind("id", id)
                .bind("url", draft.url())
                .bindArray("types", String.class, draft.types())
                .bindArray("models", String.class, draft.models())
                .bind("description", draft.description())
                .bindArray(
                        "headerNames",
                        String.class,
                        draft.headers().keySet().stream().sorted().toList())
                .bind("headers", key.seal(headers, id))
                .bind("active", draft.active());
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }
}
