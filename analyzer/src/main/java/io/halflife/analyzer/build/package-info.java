// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/** What the build runs to make the distribution. Nothing here is used by a running analyzer. */
package io.halflife.analyzer.build;
