// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The page of one model: everything about it on one axis of time. Start at {@link
 * io.halflife.dashboard.page.model.ModelReader}; each chart has a class that says what is drawn and
 * in which words.
 */
package io.halflife.dashboard.page.model;
