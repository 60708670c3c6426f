// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Models, versions, deployments and policies in Postgres. Start at {@link
 * io.halflife.storage.model.ModelStore}. Rows become records here and nowhere else.
 */
package io.halflife.storage.model;
