// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the client costs an app that serves. Start at {@link
 * io.halflife.benchmarks.client.ClientReport}.
 */
package io.halflife.benchmarks.client;
