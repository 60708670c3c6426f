// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The JSON of what the database keeps and the API takes: signatures, policies, fits. Start at
 * {@link io.halflife.storage.json.JsonFields}. What is written here can be read here; no SQL.
 */
package io.halflife.storage.json;
