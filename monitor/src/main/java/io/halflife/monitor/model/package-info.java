// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The words for what is watched: models, versions, signatures, and the rules an input breaks. Start
 * at {@link io.halflife.monitor.model.VersionDefinition}. Nothing here reads or writes.
 */
package io.halflife.monitor.model;
