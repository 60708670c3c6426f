// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A Postgres of our own for one machine: binaries unpacked from a jar, a fixed data directory, a
 * server that survives its launcher. Start at {@link
 * io.halflife.launcher.postgres.EmbeddedPostgres}.
 */
package io.halflife.launcher.postgres;
