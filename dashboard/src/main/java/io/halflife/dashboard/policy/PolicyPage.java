// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * The policy of a model.
 *
 * @param canEdit whether the reader may set another
 * @param editor what the editor starts from, JSON
 * @param history newest first
 * @param olderHref where the history goes on; the empty string at its end
 */
public record PolicyPage(
        Shell shell,
        List<String> sentences,
        boolean canEdit,
        String editor,
        List<Group> groups,
        List<Change> history,
        String olderHref) {

    /** Values that belong together. */
    public record Group(String title, List<Row> rows) {
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A value.
     *
     * @param key as the documents have it
     * @param pointer into the policy, by which errors name it
     * @param value in force
     * @param isOwn whether it was set for this model
     * @param standard the default
     * @param limits unit and range
     * @param kind how it is typed in: number, text, choice, flag, list, object
     * @param choices the empty list where anything may be typed
     * @param typed as it was set, as the field has it; the empty string for a default
     */
    public record Row(
            String key,
            String pointer,
            String meaning,
            String value,
            boolean isOwn,
            String standard,
            String limits,
            String kind,
            List<String> choices,
            String typed) {

        public Row {
            Objects.requireNonNull(key, "key");
            choices = List.copyOf(choices);
        }

        /** Of the field and its error. */
        public String id() {
            return "set-" + key.replace('.', '-');
        }
    }

    /** A revision. */
    public record Change(String revision, String at, String writer, List<String> values) {
        public Change {
            values = List.copyOf(values);
        }
    }

    public PolicyPage {
        Objects.requireNonNull(shell, "shell");
        sentences = List.copyOf(sentences);
        Objects.requireNonNull(editor, "editor");
        groups = List.copyOf(groups);
        history = List.copyOf(history);
        Objects.requireNonNull(olderHref, "olderHref");
    }
}
