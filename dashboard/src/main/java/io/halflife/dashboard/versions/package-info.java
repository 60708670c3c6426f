// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * The versions of a model: what each takes and gives, its references, deployments and storage, and
 * what can be done to the whole model. Start at {@code VersionsPageReader}.
 */
package io.halflife.dashboard.versions;
