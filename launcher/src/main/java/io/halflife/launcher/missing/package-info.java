// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/** What a command needs and does not find, in words that say what to do. */
package io.halflife.launcher.missing;
