// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How many rows windows have, beside what the reference leads one to expect. Start at {@link
 * io.halflife.monitor.volume.VolumeTimeline}. Pure: no clock and no data source.
 */
package io.halflife.monitor.volume;
