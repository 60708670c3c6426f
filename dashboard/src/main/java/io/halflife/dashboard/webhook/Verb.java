// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

/** A last segment of a path that names a thing and what is to be done: {@code id:verb}. */
record Verb(String id, String name) {

    /** Without a colon the verb is empty. */
    static Verb of(String segment) {
        int colon = segment.lastIndexOf(':');
        return colon < 0
                ? new Verb(segment, "")
                : new Verb(segment.substring(0, colon), segment.substring(colon + 1));
    }
}
