// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A model and period as one file that is read anywhere: no script, nothing fetched. Start at {@link
 * io.halflife.dashboard.report.ReportFile}. It is put together from what the readers of the pages
 * give, so that no figure is made twice. The door of the dashboard and the launcher's command both
 * call it over a {@code Storage}: the command works while no service runs, and needs no key.
 */
package io.halflife.dashboard.report;
