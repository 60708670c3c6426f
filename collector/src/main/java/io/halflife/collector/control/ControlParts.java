// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import io.halflife.collector.directory.VersionDirectory;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.body.ByteBudget;
import io.halflife.storage.Storage;
import java.time.Clock;
import java.time.Duration;

/**
 * What the doors of the control plane are made of.
 *
 * @param itemsMax of one ingest request, to be shown
 * @param development whether models may be marked as replayed or demo
 */
public record ControlParts(
        Storage storage,
        VersionDirectory directory,
        BodyLimits limits,
        ByteBudget budget,
        int itemsMax,
        Duration retention,
        boolean development,
        Clock clock) {}
