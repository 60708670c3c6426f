// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Loads files into a running installation, through the doors that everybody uses. Start at {@link
 * io.halflife.launcher.importing.ImportRun}; no database is touched here.
 */
package io.halflife.launcher.importing;
