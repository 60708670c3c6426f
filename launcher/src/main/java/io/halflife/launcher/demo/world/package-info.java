// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The simulated telephone company of the demo: its customers, a model that says who will leave, and
 * what then happens. Start at {@link io.halflife.launcher.demo.world.World}. Everything follows
 * from a seed and a first day; nothing here knows of services, clocks or files.
 */
package io.halflife.launcher.demo.world;
