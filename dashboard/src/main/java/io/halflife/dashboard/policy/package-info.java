// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * The policy of a model: its page, its editor, its preview, and the doors that these use. Start at
 * {@code PolicyDoors} and {@code PolicyPageReader}. Rules and parsing are in storage; nothing is
 * judged here.
 */
package io.halflife.dashboard.policy;
