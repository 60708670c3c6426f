// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credentials that are API keys. What is refused is logged by the key's id, never by the key. */
public final class KeyCredentials implements Credentials {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCredentials.class);

    /** So that a sender with an old key does not fill the log. */
    private static final int LOG_LINES_PER_SECOND = 5;

    private final KeyCheck keys;
    private final AtomicLong logSecond = new AtomicLong();
    private final AtomicLong logLines = new AtomicLong();

    public KeyCredentials(KeyCheck keys) {
        this.keys = keys;
    }

    @Override
    public Future<Optional<Principal>> authenticate(Caller caller) {
        Optional<String> sent = KeyHeader.of(caller);
        if (sent.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        CompletableFuture<KeyAnswer> answer = keys.check(sent.get(), caller.address());
        Context context = Vertx.currentContext();
        boolean fromMemory = answer.isDone() && !answer.isCompletedExceptionally();
        Future<KeyAnswer> arrived =
                fromMemory
                        ? Future.succeededFuture(answer.join())
                        : context == null
                                ? Future.fromCompletionStage(answer)
                                : Future.fromCompletionStage(answer, context);
        return arrived.map(this::principal);
    }

    private Optional<Principal> principal(KeyAnswer answer) {
        switch (answer.outcome()) {
            case ACCEPTED -> {
                return answer.principal();
            }
            case UNAVAILABLE ->
                    throw new ProblemException(
                            Problems.unavailable(
                                    "database_unavailable",
                                    "keys cannot be checked now, so this one is neither good nor"
                                            + " bad"));
            default -> {
                log(answer);
                throw new CredentialException(problem(answer.outcome()), answer.outcome().reason());
            }
        }
    }

    /** Only who holds the secret is told what became of the key. */
    private static Problem problem(KeyAnswer.Outcome outcome) {
        String detail =
                switch (outcome) {
                    case EXPIRED -> "the key has expired";
                    case REVOKED -> "the key was revoked";
                    case WRONG_ADDRESS -> "the key may not be used from this address";
                    default -> "a valid API key is required";
                };
        return Problem.of(401, "unauthenticated", detail).withHeader("WWW-Authenticate", "Bearer");
    }

    private void log(KeyAnswer answer) {
        long second = System.nanoTime() / 1_000_000_000L;
        if (logSecond.getAndSet(second) != second) {
            logLines.set(0);
        }
        if (logLines.incrementAndGet() <= LOG_LINES_PER_SECOND) {
            LOG.warn(
                    "refused a key: {}, id {}",
                    answer.outcome().reason(),
                    answer.keyId().orElse("none"));
        }
    }
}
