// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.collector.directory.AutoRegister;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.body.ByteBudget;
import io.halflife.storage.ingest.IngestLog;
import io.halflife.storage.reference.ReferenceStore;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;

/**
 * What the ingest doors are made of.
 *
 * @param workers decode and parse
 * @param retention how old a live prediction may be
 */
public record IngestParts(
        WorkerExecutor workers,
        IngestLog log,
        VersionDirectory directory,
        AutoRegister registrations,
        SchemaDriftTally schemaDrift,
        ReferenceStore references,
        BodyLimits limits,
        ByteBudget budget,
        int itemsMax,
        Duration retention,
        Clock clock,
        IngestMetrics metrics) {}
