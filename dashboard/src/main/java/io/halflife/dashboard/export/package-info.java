// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Answers of the read API in the form that was asked for: JSON that is not sent twice, or a table.
 * Start at {@link io.halflife.dashboard.export.ReadAnswers}.
 */
package io.halflife.dashboard.export;
