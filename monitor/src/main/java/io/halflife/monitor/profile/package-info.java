// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is kept of a column in a window: sufficient statistics that merge. Start at {@link
 * io.halflife.monitor.profile.ProfileSummary}. No test is made here.
 */
package io.halflife.monitor.profile;
