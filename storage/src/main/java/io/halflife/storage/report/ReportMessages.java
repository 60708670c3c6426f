// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.drift.AlarmChange;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.retraining.OpenRequests;
import io.halflife.storage.retraining.Outbox;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A report's request and what other systems are to be told, in the report's transaction. */
final class ReportMessages {

    private static final String WRITER = "analyzer";

    private final Handle handle;
    private final AnalysisReport report;
    private final RunFacts run;
    private final int modelId;
    private final Outbox outbox;

    ReportMessages(Handle handle, AnalysisReport report, RunFacts run) {
        this.handle = handle;
        this.report = report;
        this.run = run;
        this.modelId =
                handle.createQuery("select model_id from model_version where id = :id")
                        .bind("id", run.versionId())
                        .mapTo(Integer.class)
                        .one();
        this.outbox = new Outbox(handle, modelId, report.environment(), WRITER);
    }

    /** The id of the report's request when it stands afterwards. */
    Optional<String> write() {
        for (AlarmChange change : report.alarmChanges()) {
            String type = change.raised() ? "alarm.raised" : "alarm.cleared";
            outbox.tell(type, AlarmEventJson.write(report, change), null);
        }
        OpenRequests requests = OpenRequests.of(handle, modelId, report.environment());
        requests.expire(report.asOf(), WRITER);
        return report.request()
                .filter(request -> stands(request, requests))
                .map(RetrainingRequest::id);
    }

    /** Whether the request was made now or by an earlier self of this run. */
    private boolean stands(RetrainingRequest request, OpenRequests requests) {
        if (wasMade(request.id())) {
            return true;
        }
        if (requests.id().isPresent()) {
            return false;
        }
        Instant expiresAt = outbox.now().plus(PastRequest.EXPIRES_AFTER);
        long sequence = append(request, expiresAt);
        outbox.tell(
                "retraining.requested",
                new RequestEventJson(evidence()).write(request, sequence, expiresAt),
                expiresAt);
        return true;
    }

    private RequestEvidence evidence() {
        return new RequestEvidence(
                report.policyRevision(),
                run.coolDown(),
                report.verdicts(),
                report.performance(),
                RequestEvidence.reference(handle, report.referenceId()),
                report.fits());
    }

    private boolean wasMade(String requestId) {
        return handle.createQuery(
                        """
                        select exists (select from retraining_event
                                        where request_id = :id and state = 'REQUESTED')
                        """)
                .bind("id", requestId)
                .mapTo(Boolean.class)
                .one();
    }

    private long append(RetrainingRequest request, Instant expiresAt) {
        return RequestRows.insert(handle, request, modelId, run.versionId(), expiresAt, WRITER);
    }
}
