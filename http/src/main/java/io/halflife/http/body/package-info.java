// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Request bodies that cannot hurt: sized against a budget before they are read, read against a
 * deadline, inflated against a limit. Start at {@link io.halflife.http.body.BodyReader}.
 */
package io.halflife.http.body;
