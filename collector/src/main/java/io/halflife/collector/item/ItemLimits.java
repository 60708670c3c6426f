// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.monitor.model.Signature;

/** How large the parts of an item may be. The limits of bodies and requests are settings. */
public final class ItemLimits {

    public static final int ITEM_BYTES_MAX = 256 << 10;
    public static final int FEATURES_MAX = Signature.INPUTS_MAX;
    public static final int STRING_BYTES_MAX = 4 << 10;
    public static final int NAME_BYTES_MAX = 256;
    public static final int ID_CHARACTERS_MAX = 128;
    public static final int TAGS_MAX = 32;
    public static final int DEPTH_MAX = 8;

    /** Digits of one number; a float8 needs 17. */
    public static final int NUMBER_CHARACTERS_MAX = 1000;

    /** Broken rules that are told of one item. */
    public static final int FINDINGS_MAX = 10;

    /** What the quarantine keeps of an item. */
    public static final int EXCERPT_BYTES_MAX = 4 << 10;

    /** Buckets of a histogram and quantiles of one latency summary. */
    public static final int BUCKETS_MAX = 1000;

    public static final int QUANTILES_MAX = 100;
    public static final int SUMMARY_SECONDS_MAX = 3600;

    /** How far ahead of the server's clock a time may be. */
    public static final int AHEAD_SECONDS_MAX = 300;

    /** How old a live label, or a metric's window, may be. */
    public static final int LABEL_DAYS_MAX = 400;

    private ItemLimits() {}
}
