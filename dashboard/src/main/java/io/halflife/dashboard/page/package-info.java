// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Pages: what is read, how figures are written, which template shows them. Start at {@link
 * io.halflife.dashboard.page.Shell}. Templates get strings that are ready to be read, and decide
 * nothing.
 */
package io.halflife.dashboard.page;
