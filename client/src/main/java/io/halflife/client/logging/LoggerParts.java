// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

/** What the sending thread works with. */
record LoggerParts(
        LoggerSettings settings,
        ItemQueue queue,
        Batcher batcher,
        Spooling spooling,
        Counters counters,
        WarnLimit warnings) {

    static LoggerParts of(LoggerSettings settings) {
        ItemQueue queue = new ItemQueue(settings.queueItemsMax(), settings.queueBytesMax());
        Counters counters = new Counters();
        WarnLimit warnings = new WarnLimit();
        return new LoggerParts(
                settings,
                queue,
                new Batcher(queue, settings),
                new Spooling(settings, counters, warnings),
                counters,
                warnings);
    }
}
