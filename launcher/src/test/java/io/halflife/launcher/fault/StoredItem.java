// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

/**
 * What the database has under an id.
 *
 * @param rows how often
 * @param hash of the content
 */
record StoredItem(long rows, String hash) {}
