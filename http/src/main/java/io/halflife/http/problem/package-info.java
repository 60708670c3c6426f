// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a server says when it refuses or fails: RFC 9457 problem bodies. Start at {@link
 * io.halflife.http.problem.Problem}; {@link io.halflife.http.problem.Problems} names the usual
 * ones. Nothing here knows Vert.x.
 */
package io.halflife.http.problem;
