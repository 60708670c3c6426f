// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How the launcher speaks to a person: lines, progress, tables and refusals. Start at {@link
 * io.halflife.launcher.console.Console}. Nothing here knows what is being said.
 */
package io.halflife.launcher.console;
