// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a person types after {@code halflife}. Start at {@link
 * io.halflife.launcher.verb.CommandLine}. Verbs read options and speak; the work is elsewhere.
 */
package io.halflife.launcher.verb;
