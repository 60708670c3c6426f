// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;

/** A request that can be sent: where to, with which headers, and the bytes that were signed. */
record Prepared(RequestOptions options, Buffer body) {}
