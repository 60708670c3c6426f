// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * References: collected by the collector, profiled once by the analyzer, then fixed. Start at
 * {@link io.halflife.storage.reference.ReferenceStore}.
 */
package io.halflife.storage.reference;
