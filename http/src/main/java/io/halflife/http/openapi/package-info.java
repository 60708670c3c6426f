// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The description of a server's API, written by hand and served as it is. Start at {@link
 * io.halflife.http.openapi.ApiDocument}. Nothing here is generated from code: tests hold the two
 * against each other.
 */
package io.halflife.http.openapi;
