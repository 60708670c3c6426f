// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How many rows windows have, and how many those of references. {@link
 * io.halflife.storage.volume.WindowVolumes} are written with a report; {@link
 * io.halflife.storage.volume.ReferenceVolumes} are counted once.
 */
package io.halflife.storage.volume;
