// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * References that are no rows: profiles that the caller declared, and windows that move along with
 * the one that is judged. Start at {@link io.halflife.monitor.reference.MovingReference}. Pure: who
 * stores them and who reads rows is no matter here.
 */
package io.halflife.monitor.reference;
