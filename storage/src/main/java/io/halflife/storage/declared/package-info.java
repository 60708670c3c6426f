// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The JSON in which callers declare the profile of a reference, checked against the version that it
 * is for. Start at {@link io.halflife.storage.declared.DeclaredReferenceJson}: the collector checks
 * with it, the analyzer reads with it. No database here.
 */
package io.halflife.storage.declared;
