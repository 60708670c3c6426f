// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * {@code analyze --dry-run} and {@code analyze --aa}: a policy over what is stored, and over the
 * model's own reference. Reads results and references, writes nothing, needs no analyzer. Start at
 * {@code DryRuns} and {@code SelfReplay}.
 */
package io.halflife.launcher.rehearsal;
