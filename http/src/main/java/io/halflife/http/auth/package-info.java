// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Who is asking and what they may do. Start at {@link io.halflife.http.auth.Credentials}; where
 * keys are kept is not known here.
 */
package io.halflife.http.auth;
