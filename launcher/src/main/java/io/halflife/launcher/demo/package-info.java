// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The demo: a simulated model, played through the collector's own doors day by day, and the story
 * that is found. Start at {@link io.halflife.launcher.demo.Demo}.
 */
package io.halflife.launcher.demo;
