// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What somebody meant who typed a name that nobody knows: start at {@link
 * io.halflife.monitor.naming.NearName}. Nothing here knows what the names are of.
 */
package io.halflife.monitor.naming;
