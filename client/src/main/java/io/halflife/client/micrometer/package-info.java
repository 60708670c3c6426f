// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Shows a logger's figures in the app's own Micrometer registry. Only an app that has Micrometer
 * loads this package: nothing else of the client may refer to it.
 */
package io.halflife.client.micrometer;
