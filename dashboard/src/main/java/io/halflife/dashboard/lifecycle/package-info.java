// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * People archive, restore and delete models, and see who did. Start at {@code LifecycleDoors}; what
 * happens to the rows is in the storage.
 */
package io.halflife.dashboard.lifecycle;
