// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What serving apps embed to send predictions, ground truth and references. Start at {@link
 * io.halflife.client.HalflifeClient}. It lives in other people's processes: the JDK's HTTP client,
 * Jackson's core and nothing else.
 */
package io.halflife.client;
