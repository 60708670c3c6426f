// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.launcher.demo.story.DiaryPage;
import io.halflife.launcher.demo.story.Findings;
import io.halflife.launcher.demo.story.Script;
import io.halflife.launcher.demo.webhook.Receipt;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.webhook.Deliveries;
import java.time.Instant;
import java.util.List;

/** Reads what the services wrote about the model of the demo. */
final class FindingsReader {

    private static final String MISSING_RATE = "missing_rate";

    private final Storage storage;
    private final Script script;

    FindingsReader(Storage storage, Script script) {
        this.storage = storage;
        this.script = script;
    }

    Findings read(List<DiaryPage> diary, Findings.Counts counts, List<Receipt> receipts) {
        RegisteredVersion version = storage.models().version(Churn.ID).orElseThrow();
        VersionScope scope = new VersionScope(version.versionId(), Churn.ENVIRONMENT);
        ResultReader results = storage.results();
        List<StoredRequest> requests = results.requests(version.modelId(), Churn.ENVIRONMENT);
        Deliveries deliveries = new Deliveries(storage.jdbi());
        return new Findings(
                script,
                counts,
                diary,
                results.primaryDrift(scope, Instant.MIN, Instant.MAX),
                results.drift(scope, Instant.MIN, Instant.MAX).stream()
                        .filter(test -> test.test().equals(MISSING_RATE))
                        .toList(),
                results.latestRun(scope).map(AnalysisRun::decisionReason).orElse(""),
                requests,
                requests.stream()
                        .flatMap(each -> deliveries.ofRequest(each.request().id()).stream())
                        .toList(),
                receipts);
    }
}
