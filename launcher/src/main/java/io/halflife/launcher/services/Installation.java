// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.storage.Storage;
import java.net.URI;

/** Services that answer: our own, or those that another process runs in the same state folder. */
public interface Installation extends AutoCloseable {

    Storage storage();

    Analyzer analyzer();

    /** Where the collector's API is. */
    URI collector();

    /** Where the pages and the read API are. */
    URI dashboard();

    /** Whether it is on its way out, so that errors are only echoes of that. */
    boolean isStopping();

    /**
     * Closes this before the services, also when the process is told to end: it still needs them.
     */
    void closeFirst(AutoCloseable user);

    /** Ends what this process started, and nothing else. */
    @Override
    void close();
}
