// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/** Both clients against the real collector and its database. */
package io.halflife.launcher.logging;
