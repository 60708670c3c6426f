// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Items of one request, each already written as JSON, so that halves need no second writing. */
final class Batch {

    /** Bare NaN is what the API takes for a feature value; a quoted one would be a string. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    private final List<byte[]> items;

    private Batch(List<byte[]> items) {
        this.items = items;
    }

    /** All items in order, in batches that keep the limits. */
    static List<Batch> cut(List<? extends Item> items, ClientSettings settings) {
        List<Batch> batches = new ArrayList<>();
        List<byte[]> current = new ArrayList<>();
        long bytes = 0;
        for (Item item : items) {
            byte[] json = json(item);
            boolean full =
                    current.size() == settings.batchItemsMax()
                            || bytes + json.length > settings.batchBytesMax();
            if (full && !current.isEmpty()) {
                batches.add(new Batch(current));
                current = new ArrayList<>();
                bytes = 0;
            }
            current.add(json);
            bytes += json.length + 1L;
        }
        if (!current.isEmpty()) {
            batches.add(new Batch(current));
        }
        return batches;
    }

    private static byte[] json(Item item) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            item.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    int size() {
        return items.size();
    }

    /** Two batches of at least one item each. */
    List<Batch> halves() {
        int middle = items.size() / 2;
        return List.of(
                new Batch(items.subList(0, middle)),
                new Batch(items.subList(middle, items.size())));
    }

    /** The request body: {@code {"name":[…]}}. */
    byte[] body(String arrayName) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
        out.writeBytes(("{\"" + arrayName + "\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(items.get(i));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
