// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

/** What became of a row once its transaction was committed. */
public enum RowOutcome {
    STORED,
    /** A row with this key and this content was there already. */
    DUPLICATE,
    /** A row with this key and other content is there, and stays. */
    CONFLICT,
    /** The database refused the values; everything else of the transaction was stored. */
    UNSTORABLE,
    /** The model or version that it belongs to was removed. */
    ORPHANED,
    /** The reference that it belongs to takes no more rows. */
    FROZEN;

    /** Whether the row's content is in the database. */
    public boolean isStored() {
        return this == STORED || this == DUPLICATE;
    }
}
