// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Violation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Answers what was read. An answer carries an {@code ETag} of its bytes, and whoever has these
 * bytes already hears 304 without them; no cache keeps them, see the other headers. {@code
 * format=csv} makes a table of a list; where it goes on stands in a {@code Link} header (RFC 8288),
 * for a table has no other place for it.
 */
public final class ReadAnswers {

    /** The parameter that chooses the form. */
    public static final String FORMAT = "format";

    private static final String CSV = "csv";
    private static final int TAG_BYTES = 12;
    private static final Pattern COMMA = Pattern.compile(",");

    private ReadAnswers() {}

    /**
     * The form asked for, before anything is read.
     *
     * @throws ProblemException 422 for a form that does not exist
     */
    public static void requireForm(Exchange exchange) {
        String format = exchange.query(FORMAT);
        if (format != null && !format.equals(CSV) && !format.equals("json")) {
            throw new ProblemException(
                    Problems.invalid(
                            List.of(
                                    new Violation(
                                            "/" + FORMAT,
                                            "out_of_range",
                                            "format must be json or csv"))));
        }
    }

    /**
     * The answer.
     *
     * @throws ProblemException 422 where a table is asked for of what is no list
     */
    public static Answer of(Exchange exchange, ObjectNode json) {
        if (!CSV.equals(exchange.query(FORMAT))) {
            byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
            return tagged(exchange, Answer.JSON, body);
        }
        JsonNode items = json.get("items");
        if (items == null) {
            throw new ProblemException(
                    Problems.invalid(
                            List.of(
                                    new Violation(
                                            "/" + FORMAT,
                                            "out_of_range",
                                            "format csv is for lists; this is one object"))));
        }
        byte[] body = Csv.of(items).getBytes(StandardCharsets.UTF_8);
        Answer answer = tagged(exchange, "text/csv; charset=utf-8; header=present", body);
        JsonNode next = json.path("next_cursor");
        return next.isTextual()
                ? answer.with("Link", "<?" + query(exchange, next.textValue()) + ">; rel=\"next\"")
                : answer;
    }

    /** The same question about what comes after. */
    private static String query(Exchange exchange, String cursor) {
        StringJoiner query = new StringJoiner("&");
        for (Map.Entry<String, String> parameter : exchange.query()) {
            if (!parameter.getKey().equals("cursor")) {
                query.add(encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()));
            }
        }
        return query.add("cursor=" + encoded(cursor)).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Answer tagged(Exchange exchange, String type, byte[] body) {
        String tag = '"' + digest(body) + '"';
        String known = exchange.header("If-None-Match");
        Answer answer =
                known != null && matches(known, tag)
                        ? Answer.empty(304)
                        : Answer.of(200, type, body);
        return answer.with("ETag", tag);
    }

    /** Weak comparison, as RFC 9110 §13.1.2 wants it for this header. */
    public static boolean matches(String known, String tag) {
        for (String one : COMMA.split(known, -1)) {
            String candidate = one.strip();
            if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
