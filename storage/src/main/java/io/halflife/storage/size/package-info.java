// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the versions of a model take in the database. Start at {@link
 * io.halflife.storage.size.VersionSizes}. Nothing here is stored.
 */
package io.halflife.storage.size;
