// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What watches Halflife, held against Halflife: alert rules, Grafana's boards, the compose file.
 * Every query is executed against real services, a real Prometheus and the real database. Start at
 * {@link io.halflife.launcher.watch.WatchIT}.
 */
package io.halflife.launcher.watch;
