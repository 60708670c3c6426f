// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The pages as a browser shows them. Start at {@link io.halflife.launcher.browser.PagesBrowserIT};
 * {@code launcher/src/test/browser/prepare} brings what they need.
 */
package io.halflife.launcher.browser;
