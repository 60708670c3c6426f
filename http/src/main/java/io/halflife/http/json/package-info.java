// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Strict JSON for the control plane: every broken rule of a body is found, named by pointer and
 * answered at once. Start at {@link io.halflife.http.json.ObjectFields}. Ingest does not come
 * through here.
 */
package io.halflife.http.json;
