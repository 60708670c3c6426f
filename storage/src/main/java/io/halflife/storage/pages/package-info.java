// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Results a page at a time, for the pages and the read API. Start at {@link
 * io.halflife.storage.pages.WindowPages}. Every query is bounded and walks an index.
 */
package io.halflife.storage.pages;
