// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import java.io.Serializable;
import java.util.Optional;

/** Makes the blocks of one column of one window into something small. */
@FunctionalInterface
interface BlockReducer<T> extends Serializable {

    /** Empty when there is nothing to say. */
    Optional<T> reduce(int window, int column, Iterable<Block> blocks);
}
