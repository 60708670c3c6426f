// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The control plane: models, versions, deployments, references, policies, limits. Start at {@link
 * io.halflife.collector.control.ControlDoors}. Everything that asks the database runs on a worker.
 */
package io.halflife.collector.control;
