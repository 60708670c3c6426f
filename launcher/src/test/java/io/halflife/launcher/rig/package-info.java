// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What fault tests and the benchmark of the ingest stand on: a collector as a process of its own,
 * connections that know when the last byte of a request is out, items that can be found again. No
 * JUnit here. Start at {@link io.halflife.launcher.rig.CollectorProcess}.
 */
package io.halflife.launcher.rig;
