// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How long the log is kept: partitions made ahead, old ones dropped after the slim rows are safe,
 * closed ones frozen, labels that waited too long ended, latency rows merged. Start at {@link
 * io.halflife.storage.retention.Maintenance}; docs/storage.md tells the rules.
 */
package io.halflife.storage.retention;
