// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A run's report becomes rows and messages, in one transaction. Start at {@link
 * io.halflife.storage.report.ReportWriter}. Nothing is decided here.
 */
package io.halflife.storage.report;
