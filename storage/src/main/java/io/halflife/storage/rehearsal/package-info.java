// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * A policy over stored results: what {@code analyze --dry-run} and the dashboard's preview show.
 * Start at {@code DryRun}. Reads only; how windows are judged again is decided in monitor.
 */
package io.halflife.storage.rehearsal;
