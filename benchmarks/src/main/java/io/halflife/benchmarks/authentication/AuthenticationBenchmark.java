// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.authentication;

import io.halflife.collector.StoredKeys;
import io.halflife.http.auth.Caller;
import io.halflife.http.auth.Credentials;
import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.rate.Quota;
import io.halflife.http.rate.Rate;
import io.halflife.http.rate.RateLimiter;
import io.halflife.http.rate.Rates;
import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.key.KeyDraft;
import io.halflife.storage.key.KeyLimits;
import io.halflife.storage.key.KeyPepper;
import io.halflife.storage.webhook.SealingKey;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way of every request that is let in: from its headers over the HMAC of its key to a principal
 * with the door's scope and its quota. The key is a real one of a real database, which is asked
 * again every ten seconds beside the requests, as in a collector.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AuthenticationBenchmark {

    private static final Rates RATES = new Rates(new Rate(1_000_000, 1_000_000), new Rate(1, 1));
    private static final int CONNECTIONS = 2;

    private final RateLimiter limiter = new RateLimiter();
    private PrivatePostgres postgres;
    private Storage storage;
    private StoredKeys keys;
    private Credentials credentials;
    private Caller caller;

    /** Makes a key and sends it as a request does. */
    @Setup
    public void open() throws ExecutionException, InterruptedException {
        postgres = PrivatePostgres.start();
        storage =
                Storage.open(
                        new StorageSettings(
                                postgres.url(), postgres.user(), postgres.password(), CONNECTIONS));
        SealingKey secret = SealingKey.of(SealingKey.random());
        keys = StoredKeys.open(storage, secret, RATES);
        credentials = keys.credentials();
        KeyDraft draft =
                new KeyDraft(
                        "benchmark",
                        List.of(Scope.INGEST_PREDICTIONS.text()),
                        List.of("credit-risk"),
                        false,
                        Optional.empty(),
                        KeyLimits.NONE,
                        KeyDraft.LIFETIME_DEFAULT);
        String key = storage.apiKeys().create(draft, KeyPepper.of(secret)).text().reveal();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.add("Host", "127.0.0.1:8080").add("Content-Type", "application/json");
        headers.add("User-Agent", "serving-app/1").add("Content-Length", "71234");
        headers.add("Authorization", "Bearer " + key).add("Accept", "*/*");
        caller = new Caller(headers, null, "127.0.0.1");
        credentials.authenticate(caller).toCompletionStage().toCompletableFuture().get();
    }

    @TearDown
    public void close() {
        keys.close();
        storage.close();
        postgres.close();
    }

    /** What a door does before it reads the body; also writes the headers that tell the quota. */
    @Benchmark
    public long authenticate() {
        Future<Optional<Principal>> answer = credentials.authenticate(caller);
        Principal principal = answer.result().orElseThrow();
        if (!principal.has(Scope.INGEST_PREDICTIONS) || !principal.sees("credit-risk")) {
            throw new IllegalStateException("the key opens nothing");
        }
        Quota quota = limiter.quota(principal.name(), principal.rates()).orElseThrow();
        return quota.admit() + quota.policy().length() + quota.remaining().length();
    }
}
