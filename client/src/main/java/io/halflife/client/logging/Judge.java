// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.wire.Statuses;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer means for a parcel, and what is counted. Used by the sending thread alone.
 *
 * <p>Rejected items are never sent again: a collector's codes are for good.
 */
final class Judge {

    /** What to do with the parcel now. */
    enum Verdict {
        DONE,
        RETRY,
        HALVE,
        SEND_PLAIN
    }

    private static final Logger LOG = LoggerFactory.getLogger(PredictionLogger.class);
    private static final int SERVER_ERRORS_MAX = 5;
    private static final int CODES_SHOWN = 3;

    private final Counters counters;
    private final WarnLimit warnings;
    private boolean warnedOfStranger;
    private boolean warnedOfClock;

    Judge(Counters counters, WarnLimit warnings) {
        this.counters = counters;
        this.warnings = warnings;
    }

    Verdict of(Attempt attempt, Reply reply) {
        int status = reply.status();
        if (Statuses.isNoRefusal(status) && !reply.isCollectors()) {
            warnOfStranger(status);
            return Verdict.RETRY;
        }
        if (Statuses.isTransient(status)) {
            return ofTransient(attempt, status);
        }
        if (status == Statuses.TOO_LARGE) {
            return ofTooLarge(attempt);
        }
        if (status == Statuses.UNSUPPORTED_ENCODING && !attempt.plain) {
            return Verdict.SEND_PLAIN;
        }
        ReplyBody body = reply.body();
        if (reply.isCollectors() && (Statuses.isNoRefusal(status) || isAllRejected(status))) {
            count(attempt.parcel, reply, body);
        } else {
            refuse(attempt.parcel, status, body);
        }
        return Verdict.DONE;
    }

    private static boolean isAllRejected(int status) {
        return status == Statuses.ALL_REJECTED;
    }

    /** Any number of 503, but few 500: that is a fault which the same items may meet each time. */
    private Verdict ofTransient(Attempt attempt, int status) {
        if (status == Statuses.SERVER_ERROR && ++attempt.serverErrors >= SERVER_ERRORS_MAX) {
            counters.drop(DropReason.SERVER_ERROR, attempt.parcel.size());
            warn("server error", "the collector answered 500 {} times", SERVER_ERRORS_MAX);
            return Verdict.DONE;
        }
        return Verdict.RETRY;
    }

    private Verdict ofTooLarge(Attempt attempt) {
        if (attempt.parcel.size() > 1) {
            return Verdict.HALVE;
        }
        counters.drop(DropReason.TOO_LARGE, 1);
        warn("too large", "an item for {} is too large", attempt.parcel.kind().path());
        return Verdict.DONE;
    }

    private void count(Parcel parcel, Reply reply, ReplyBody body) {
        long rejected = Math.min(reply.rejected(), parcel.size());
        counters.sent.add(parcel.size() - rejected);
        if (rejected > 0) {
            countCodes(parcel, rejected, body.itemCodes());
        }
        if (body.skewSeconds() > 0 && !warnedOfClock) {
            warnedOfClock = true;
            LOG.warn("this machine's clock and the collector's differ by {} s", body.skewSeconds());
        }
    }

    private void countCodes(Parcel parcel, long rejected, List<String> codes) {
        Map<String, Long> byCode = new TreeMap<>();
        codes.stream().limit(rejected).forEach(code -> byCode.merge(code, 1L, Long::sum));
        long listed = Math.min(rejected, codes.size());
        if (listed < rejected) {
            byCode.put("not_listed", rejected - listed);
        }
        byCode.forEach(counters::reject);
        warn(
                "rejected",
                "{} of {} items for {} were rejected for good: {}",
                rejected,
                parcel.size(),
                parcel.kind().path(),
                byCode.keySet().stream().limit(CODES_SHOWN).toList());
    }

    private void refuse(Parcel parcel, int status, ReplyBody body) {
        String code = body.code().isEmpty() ? "http_" + status : body.code();
        counters.reject(code, parcel.size());
        warn(
                "refused",
                "{} items for {} were refused for good: {} {}",
                parcel.size(),
                parcel.kind().path(),
                status,
                code);
    }

    private void warnOfStranger(int status) {
        if (!warnedOfStranger) {
            warnedOfStranger = true;
            LOG.warn(
                    "an answer {} is not the collector's, a proxy's perhaps; trying again", status);
        }
    }

    private void warn(String kind, String message, Object... values) {
        if (warnings.allows(kind)) {
            LOG.warn(message, values);
        }
    }
}
