// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scoring server answered for a row, in our form.
 *
 * <ul>
 *   <li>an object is taken as it is: label, score, value, probabilities;
 *   <li>a regression's number is its value;
 *   <li>a text or boolean is a label, and so is a whole number, as scikit-learn's classes are; but
 *       in a binary task whose classes are others, and for a number with a fraction, it is the
 *       score;
 *   <li>an array holds the probabilities of the version's classes in their order; the label of a
 *       multi-class task is then the most probable one.
 * </ul>
 */
final class ScoredAnswers {

    private final OutputSpec output;

    /**
     * Answers of one version.
     *
     * @param output null where the version is not known yet
     */
    ScoredAnswers(OutputSpec output) {
        this.output = output;
    }

    void append(ByteText to, byte[] bytes, int from, int length) {
        switch (bytes[from]) {
            case '{', 'n' -> to.add(bytes, from, length);
            case '"' -> to.add("{\"label\":").add(bytes, from, length).add("}");
            case 't', 'f' -> to.add("{\"label\":\"").add(bytes, from, length).add("\"}");
            case '[' -> appendProbabilities(to, bytes, from, length);
            default -> appendNumber(to, bytes, from, length);
        }
    }

    private void appendNumber(ByteText to, byte[] bytes, int from, int length) {
        String number = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        boolean whole = number.matches("-?[0-9]+");
        if (output == null ? !whole : output.task() == Task.REGRESSION) {
            to.add("{\"value\":").add(number).add("}");
        } else if (whole && isClass(number)) {
            to.add("{\"label\":\"").add(number).add("\"}");
        } else if (output != null && output.task() == Task.BINARY_CLASSIFICATION) {
            to.add("{\"score\":").add(number).add("}");
        } else {
            to.add("{\"label\":").add(number).add("}");
        }
    }

    private boolean isClass(String name) {
        return output == null || output.classes().isEmpty() || output.classes().contains(name);
    }

    private void appendProbabilities(ByteText to, byte[] bytes, int from, int length) {
        List<String> values = numbers(bytes, from, length);
        if (output == null || values == null || values.size() != output.classes().size()) {
            // Refused by the reader of the item: an array is no object.
            to.add(bytes, from, length);
            return;
        }
        StringBuilder json = new StringBuilder("{\"probabilities\":{");
        int best = 0;
        for (int i = 0; i < values.size(); i++) {
            json.append(i == 0 ? "" : ",").append(ExtraValue.quoted(output.classes().get(i)));
            json.append(':').append(values.get(i));
            best = isMore(values.get(i), values.get(best)) ? i : best;
        }
        json.append('}');
        if (output.task() == Task.MULTICLASS_CLASSIFICATION) {
            json.append(",\"label\":").append(ExtraValue.quoted(output.classes().get(best)));
        }
        to.add(json.append('}').toString());
    }

    private static boolean isMore(String a, String b) {
        return Double.parseDouble(a) > Double.parseDouble(b);
    }

    /** Null where one of them is no number. */
    private static List<String> numbers(byte[] bytes, int from, int length) {
        List<String> numbers = new ArrayList<>();
        try (JsonParser json = JsonInput.parser(bytes, from, length)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                boolean fits = json.currentToken().isNumeric();
                if (!fits || json.getTextLength() > ItemLimits.NUMBER_CHARACTERS_MAX) {
                    return null;
                }
                numbers.add(json.getText());
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException("the body was read before", e);
        }
    }
}
