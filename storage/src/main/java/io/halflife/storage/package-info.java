// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Postgres behind small role interfaces. Start at {@code Storage}, which opens them. SQL of the
 * services lives below this package; the schema itself is in {@code migrations}.
 */
package io.halflife.storage;
