// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is promised of an acknowledged prediction, held against crashes, outages and cut lines. A
 * client with a ledger sends; afterwards the ledger is compared with the database. Start at {@link
 * io.halflife.launcher.fault.FaultRig} and {@link io.halflife.launcher.fault.Audit}.
 */
package io.halflife.launcher.fault;
