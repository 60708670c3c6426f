// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Charts as pictures that need no script: SVG of the very specification that chart.js and curves.js
 * draw, and its figures as a table. Start at {@link io.halflife.dashboard.picture.Picture}. Nothing
 * is computed here: what is not in a specification is not in its picture.
 */
package io.halflife.dashboard.picture;
