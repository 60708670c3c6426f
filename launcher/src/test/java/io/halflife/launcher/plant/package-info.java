// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Models as the analyzer leaves them, written straight into the store: wide, long, many, and with
 * names that nobody expects. Start at {@link io.halflife.launcher.plant.Plant}.
 */
package io.halflife.launcher.plant;
