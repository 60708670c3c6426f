// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Maintenance of the log as a background task of the collector: when it runs and what it is counted
 * as. Start at {@link io.halflife.collector.maintenance.MaintenanceSchedule}; what is done stands
 * in {@code io.halflife.storage.retention}.
 */
package io.halflife.collector.maintenance;
