// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.collector.directory.KnownVersion;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.collector.item.ItemLimits;
import io.halflife.collector.item.ItemParser;
import io.halflife.collector.item.ItemRules;
import io.halflife.collector.item.ItemSource;
import io.halflife.collector.item.RefusalQuota;
import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.reference.ReferenceStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The doors through which data comes in. */
public final class IngestDoors {

    private static final Duration LABEL_AGE_MAX = Duration.ofDays(ItemLimits.LABEL_DAYS_MAX);

    private final IngestFlow flow;
    private final ItemParser parser;
    private final VersionDirectory directory;
    private final ReferenceStore references;
    private final Clock clock;
    private final Duration retention;

    private IngestDoors(IngestParts parts) {
        IngestAnswers answers = new IngestAnswers(parts.clock());
        this.flow = new IngestFlow(parts, answers);
        this.parser =
                new ItemParser(
                        parts.directory(),
                        parts.registrations(),
                        new RefusalQuota(parts.clock()),
                        parts.itemsMax());
        this.directory = parts.directory();
        this.references = parts.references();
        this.clock = parts.clock();
        this.retention = parts.retention();
    }

    public static IngestDoors of(IngestParts parts) {
        return new IngestDoors(parts);
    }

    /** Adds the doors to a server. */
    public void addTo(Doors doors) {
        String version = "/v1/models/:model/versions/:version";
        doors.add(HttpMethod.POST, "/v1/predictions", Scope.INGEST_PREDICTIONS, this::predictions)
                .add(
                        HttpMethod.POST,
                        version + "/predictions",
                        Scope.INGEST_PREDICTIONS,
                        this::predictionsOfVersion)
                .add(HttpMethod.POST, "/v1/ground-truth", Scope.INGEST_LABELS, this::groundTruth)
                .add(
                        HttpMethod.POST,
                        "/v1/latency-summaries",
                        Scope.INGEST_LATENCY,
                        this::summaries)
                .add(HttpMethod.POST, "/v1/metric-values", Scope.INGEST_LABELS, this::metricValues)
                .add(
                        HttpMethod.POST,
                        version + "/reference/rows",
                        Scope.REFERENCE_WRITE,
                        this::referenceRows);
    }

    private Future<Answer> predictions(Exchange exchange) {
        ItemRules rules = predictionRules(exchange.principal());
        return flow.answer(
                exchange, ItemKind.PREDICTION, source -> parser.predictions(source, rules));
    }

    private Future<Answer> predictionsOfVersion(Exchange exchange) {
        ItemRules rules = predictionRules(exchange.principal());
        ModelVersion id = new ModelVersion(exchange.path("model"), exchange.path("version"));
        return flow.answer(
                exchange,
                ItemKind.PREDICTION,
                source -> parser.predictions(source, rules, require(source, rules, id)));
    }

    private Future<Answer> groundTruth(Exchange exchange) {
        ItemRules rules = rules(exchange.principal(), LABEL_AGE_MAX);
        return flow.answer(
                exchange,
                ItemKind.GROUND_TRUTH,
                source -> parser.groundTruth(source, rules, rules));
    }

    private Future<Answer> summaries(Exchange exchange) {
        ItemRules rules = rules(exchange.principal(), retention);
        return flow.answer(
                exchange, ItemKind.LATENCY_SUMMARY, source -> parser.summaries(source, rules));
    }

    private Future<Answer> metricValues(Exchange exchange) {
        ItemRules rules = rules(exchange.principal(), LABEL_AGE_MAX);
        return flow.answer(
                exchange, ItemKind.METRIC_VALUE, source -> parser.metricValues(source, rules));
    }

    /** A reference is history by its nature: its rows may have any time. */
    private Future<Answer> referenceRows(Exchange exchange) {
        ItemRules rules = ItemRules.backfill(now(), exchange.principal()::sees);
        ModelVersion id = new ModelVersion(exchange.path("model"), exchange.path("version"));
        return flow.answer(
                exchange,
                ItemKind.REFERENCE_ROW,
                source -> {
                    KnownVersion version = require(id);
                    long reference = collecting(version);
                    return parser.referenceRows(source, rules, version, id, reference);
                });
    }

    private long collecting(KnownVersion version) {
        return references.collecting(version.versionId()).orElseThrow(IngestDoors::frozen);
    }

    static ProblemException frozen() {
        return new ProblemException(
                Problem.of(
                        409,
                        "reference_frozen",
                        "the reference of this version is frozen and takes no more rows; post"
                                + " {\"kind\":\"rows\"} to …/reference to collect a new one"));
    }

    private KnownVersion require(ModelVersion id) {
        return taking(directory.version(id));
    }

    private KnownVersion require(ItemSource source, ItemRules rules, ModelVersion id) {
        return taking(directory.version(id).or(() -> parser.registerOnly(source, rules, id)));
    }

    private static KnownVersion taking(Optional<KnownVersion> found) {
        KnownVersion version =
                found.orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
        if (version.isRetired()) {
            throw new ProblemException(
                    Problem.of(404, "version_retired", "the version was retired"));
        }
        return version;
    }

    private ItemRules predictionRules(Principal principal) {
        ItemRules rules = rules(principal, retention);
        return principal.autoRegister() ? rules.registering(principal.name()) : rules;
    }

    private ItemRules rules(Principal principal, Duration ageMax) {
        return principal.has(Scope.INGEST_BACKFILL)
                ? ItemRules.backfill(now(), principal::sees)
                : ItemRules.live(now(), ageMax, principal::sees);
    }

    private Instant now() {
        return clock.instant();
    }
}
