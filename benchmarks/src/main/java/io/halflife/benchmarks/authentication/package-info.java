// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What finding out who is asking costs a request. Start at {@link
 * io.halflife.benchmarks.authentication.AuthenticationReport}.
 */
package io.halflife.benchmarks.authentication;
