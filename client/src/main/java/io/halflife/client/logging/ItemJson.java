// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.halflife.client.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes an item, and stops at the size that a collector would refuse: the app's time is dear. */
final class ItemJson {

    private static final int ITEM_BYTES_FIRST = 512;

    /** Bare NaN is what the API takes for a feature value; a quoted one would be a string. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    // Java 17's own way takes twice as long.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build();

    private ItemJson() {}

    /**
     * One JSON object.
     *
     * @throws TooLargeSignal above so many bytes
     * @throws IOException for what no JSON text can hold
     */
    static byte[] of(Item item, int bytesMax) throws IOException {
        Bounded out = new Bounded(bytesMax);
        JsonGenerator json = JSON.createGenerator(out);
        item.writeTo(json);
        json.close();
        return out.toByteArray();
    }

    private static final class Bounded extends ByteArrayOutputStream {

        private final int bytesMax;

        Bounded(int bytesMax) {
            super(ITEM_BYTES_FIRST);
            this.bytesMax = bytesMax;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (count + length > bytesMax) {
                throw new TooLargeSignal();
            }
            super.write(bytes, from, length);
        }
    }

    /** The item is above its bound. Unchecked, as the stream's methods declare no exception. */
    static final class TooLargeSignal extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLargeSignal() {
            super(null, null, false, false);
        }
    }
}
