// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The API document against the running dashboard, both ways. Start at {@link
 * io.halflife.dashboard.contract.ApiContractIT}.
 */
package io.halflife.dashboard.contract;
