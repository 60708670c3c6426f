// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics;

/** This module keeps the structure rules of the house. */
class ArchitectureTest extends HouseRules {}
