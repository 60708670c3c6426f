// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a page of the dashboard costs: its time on the server, its bytes on the wire, and what many
 * loads leave in memory. Start at {@link io.halflife.benchmarks.pages.PagesReport}.
 */
package io.halflife.benchmarks.pages;
