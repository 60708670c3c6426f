// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.halflife.monitor.model.Violation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The problems that every server of ours answers, worded once. */
public final class Problems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int ERRORS_MAX = 100;

    private Problems() {}

    public static Problem malformedJson(String where) {
        return Problem.of(400, "malformed_json", "the body is not JSON: " + where);
    }

    public static Problem badEncoding(String why) {
        return Problem.of(400, "bad_encoding", "the body cannot be decoded: " + why);
    }

    public static Problem unfitQuery() {
        return Problem.of(
                400,
                "bad_request",
                "a parameter of the query holds a control character or half a surrogate pair");
    }

    /** No credential, or one that nobody knows. */
    public static Problem unauthenticated() {
        return Problem.of(401, "unauthenticated", "a valid API key is required")
                .withHeader("WWW-Authenticate", "Bearer");
    }

    public static Problem forbidden(String scope) {
        return Problem.of(403, "forbidden", "the key does not have the scope " + scope);
    }

    public static Problem notFound() {
        return Problem.of(404, "not_found", "there is nothing at this path");
    }

    public static Problem methodNotAllowed(Collection<String> allowed) {
        String list = String.join(", ", allowed);
        return Problem.of(405, "method_not_allowed", "this path takes " + list)
                .withHeader("Allow", list);
    }

    public static Problem bodyTimeout(Duration deadline) {
        return Problem.of(
                408,
                "body_timeout",
                "the body was not received within " + deadline.toSeconds() + " s");
    }

    /** A body of which next to nothing arrives. */
    public static Problem bodyTooSlow() {
        return Problem.of(408, "body_timeout", "the body comes too slowly");
    }

    /** A limit of bytes or items was exceeded: which one, and by what. */
    public static Problem tooLarge(String code, String what, long limit, long actual) {
        return Problem.of(413, code, what + " exceeds " + limit)
                .with("limit", limit)
                .with("actual", actual);
    }

    public static Problem unsupportedMediaType(List<String> accepted) {
        return Problem.of(
                        415,
                        "unsupported_media_type",
                        "send " + String.join(" or ", accepted) + ", in UTF-8")
                .withHeader("Accept", String.join(", ", accepted))
                .with("accepted", names(accepted));
    }

    public static Problem unsupportedEncoding(List<String> accepted) {
        return Problem.of(
                        415,
                        "unsupported_encoding",
                        "send one of the encodings " + String.join(", ", accepted))
                .withHeader("Accept-Encoding", String.join(", ", accepted))
                .with("accepted", names(accepted));
    }

    /**
     * The fields of a body break rules. The code is that of the findings when they agree.
     *
     * @param findings at least one
     */
    public static Problem invalid(List<Violation> findings) {
        List<String> codes = findings.stream().map(Violation::code).distinct().toList();
        String code = codes.size() == 1 ? codes.get(0) : "invalid_request";
        String detail =
                findings.size() == 1
                        ? findings.get(0).detail()
                        : findings.size() + " fields break a rule; errors lists them";
        return Problem.of(422, code, detail)
                .withErrors(findings.subList(0, Math.min(findings.size(), ERRORS_MAX)));
    }

    /** The key asked for more than its share; its own fault, so never our 503. */
    public static Problem rateLimited(long retryAfterSeconds) {
        return Problem.of(429, "rate_limited", "the key asks for more than its limits allow")
                .withHeader("Retry-After", Long.toString(retryAfterSeconds));
    }

    /** A bug of ours; what it was stands in the log under the request id. */
    public static Problem internal() {
        return Problem.of(500, "internal", "an unexpected error; the log has it under this id");
    }

    /** Nothing was stored and the same request may succeed soon. */
    public static Problem unavailable(String code, String detail) {
        return unavailable(code, detail, RETRY_AFTER);
    }

    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return Problem.of(503, code, detail)
                .withHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    private static ArrayNode names(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
