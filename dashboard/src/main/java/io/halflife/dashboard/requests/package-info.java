// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Calls to retrain: lists, and one call with its evidence and deliveries. Start at {@link
 * io.halflife.dashboard.requests.RequestReader}. Nothing is decided here.
 */
package io.halflife.dashboard.requests;
