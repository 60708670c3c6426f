// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.http.outbound.RefusedAddressException;
import io.halflife.storage.webhook.AttemptOutcome;
import io.halflife.storage.webhook.UnreadableSecretException;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it means that a call did not get its answer, in words that hold nothing of the receiver. */
final class CallFailures {

    private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);

    private CallFailures() {}

    static Answered answerOf(Throwable failure, Duration took) {
        return Answered.without(outcomeOf(failure), took, wordsOf(failure));
    }

    private static AttemptOutcome outcomeOf(Throwable failure) {
        if (failure instanceof ConnectTimeoutException) {
            return AttemptOutcome.TIMED_OUT;
        }
        if (failure instanceof RefusedAddressException) {
            return AttemptOutcome.ADDRESS_REFUSED;
        }
        return failure instanceof UnreadableSecretException
                ? AttemptOutcome.UNUSABLE
                : AttemptOutcome.UNREACHABLE;
    }

    private static String wordsOf(Throwable failure) {
        if (failure instanceof RefusedAddressException) {
            return "the URL " + failure.getMessage();
        }
        if (failure instanceof UnreadableSecretException) {
            return failure.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "the host has no address";
        }
        if (failure instanceof ConnectTimeoutException) {
            return "no connection in time";
        }
        if (failure instanceof ConnectException) {
            return "no connection";
        }
        if (failure instanceof SSLException) {
            return "no secure connection: the certificate or the protocol is not accepted";
        }
        LOG.debug("a call failed", failure);
        return "the connection broke";
    }
}
