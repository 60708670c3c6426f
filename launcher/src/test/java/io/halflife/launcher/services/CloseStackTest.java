// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseStackTest {

    private final List<String> closed = new ArrayList<>();
    private final CloseStack stack = new CloseStack();

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    @Test
    void close_lastStartedFirst_once() {
        stack.start(() -> resource("database"));
        stack.start(() -> resource("collector"));

        stack.close();
        stack.close();

        assertEquals(List.of("collector", "database"), closed);
    }

    @Test
    void close_oneThatFails_doesNotKeepTheOthersOpen() {
        stack.start(() -> resource("database"));
        stack.start(
                () ->
                        () -> {
                            throw new IllegalStateException("stuck");
                        });

        stack.close();

        assertEquals(List.of("database"), closed);
    }

    @Test
    void start_afterClose_startsNothing() {
        stack.close();

        assertThrows(IllegalStateException.class, () -> stack.start(() -> resource("late")));

        assertEquals(List.of(), closed);
    }
}
