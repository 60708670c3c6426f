// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.settings;

/**
 * A setting of ours, or of what we stand on, is missing, malformed, unknown or unfit. The message
 * names the key and never a secret's value.
 */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }
}
