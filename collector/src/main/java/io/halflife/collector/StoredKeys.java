// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.http.auth.Credentials;
import io.halflife.http.auth.KeyAnswer;
import io.halflife.http.auth.KeyCredentials;
import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.rate.Rate;
import io.halflife.http.rate.Rates;
import io.halflife.storage.Storage;
import io.halflife.storage.key.ApiKey;
import io.halflife.storage.key.KeyLimits;
import io.halflife.storage.key.KeyPepper;
import io.halflife.storage.key.KeyRing;
import io.halflife.storage.key.KeyService;
import io.halflife.storage.key.KeyVerdict;
import io.halflife.storage.key.UseTable;
import io.halflife.storage.webhook.SealingKey;
import java.util.HashSet;
import java.util.Set;

/** The keys of the database as credentials of the doors. */
public final class StoredKeys implements AutoCloseable {

    private final KeyService service;
    private final Rates defaults;

    private StoredKeys(KeyService service, Rates defaults) {
        this.service = service;
        this.defaults = defaults;
    }

    /**
     * Starts to look after them.
     *
     * @param defaults of keys without limits of their own
     */
    public static StoredKeys open(Storage storage, SealingKey key, Rates defaults) {
        return new StoredKeys(
                KeyService.start(storage.jdbi(), KeyPepper.of(key), UseTable.COLLECTOR), defaults);
    }

    /** Answers from memory what was asked within 30 s, else from the database. */
    public Credentials credentials() {
        KeyRing ring = service.ring();
        return new KeyCredentials(
                (sent, address) -> ring.check(sent, address).thenApply(this::answer));
    }

    private KeyAnswer answer(KeyVerdict verdict) {
        return new KeyAnswer(
                KeyAnswer.Outcome.valueOf(verdict.outcome().name()),
                verdict.id(),
                verdict.key().map(this::principal));
    }

    private Principal principal(ApiKey key) {
        Set<Scope> scopes = new HashSet<>();
        key.scopes().forEach(text -> Scope.ofText(text).ifPresent(scopes::add));
        return new Principal(
                key.id(),
                scopes,
                Set.copyOf(key.models()),
                key.autoRegister(),
                rates(key.limits()));
    }

    private Rates rates(KeyLimits limits) {
        return new Rates(
                rate(limits.requestsPerSecond(), limits.requestsBurst(), defaults.requests()),
                rate(limits.itemsPerSecond(), limits.itemsBurst(), defaults.items()));
    }

    private static Rate rate(int perSecond, int burst, Rate otherwise) {
        return new Rate(
                perSecond > 0 ? perSecond : otherwise.perSecond(),
                burst > 0 ? burst : otherwise.burst());
    }

    @Override
    public void close() {
        service.close();
    }
}
