// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import io.halflife.launcher.demo.RunningDemo;

/** Where the pages are that the tests look at. */
final class ShownPages {

    private static final String PROPERTY = "halflife.browser.pages";

    private ShownPages() {}

    /** A dashboard that runs already, if the property names one; else that of the played demo. */
    static String address() {
        String named = System.getProperty(PROPERTY, "");
        return named.isEmpty() ? RunningDemo.once().dashboard().toString() : named;
    }
}
