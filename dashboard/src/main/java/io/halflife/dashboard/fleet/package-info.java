// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The order of the whole fleet: how every model stands, filtered, sorted and grouped before a page
 * is cut out of it. Start at {@link io.halflife.dashboard.fleet.Fleet}. Words for pages are not
 * here.
 */
package io.halflife.dashboard.fleet;
