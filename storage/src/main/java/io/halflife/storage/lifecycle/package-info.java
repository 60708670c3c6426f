// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Whole models come and go: archived, restored, deleted, and a record of each that stays. Start at
 * {@link io.halflife.storage.lifecycle.ModelLifecycle}.
 */
package io.halflife.storage.lifecycle;
