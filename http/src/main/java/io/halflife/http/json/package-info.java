// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Bodies of the control plane as strict JSON: {@link io.halflife.http.json.StrictJson}. Which
 * fields they may have is the doors' business. Ingest does not come through here.
 */
package io.halflife.http.json;
