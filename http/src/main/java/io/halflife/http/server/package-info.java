// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Servers with our manners: request ids, authentication before anything else, problem bodies for
 * every refusal, health and metrics on a port of their own, an orderly end. Start at {@link
 * io.halflife.http.server.ServiceHost}, then {@link io.halflife.http.server.Doors}.
 */
package io.halflife.http.server;
