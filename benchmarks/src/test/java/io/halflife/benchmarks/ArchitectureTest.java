// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks;

import io.halflife.statistics.HouseRules;

/** This module keeps the structure rules of the house. */
class ArchitectureTest extends HouseRules {}
