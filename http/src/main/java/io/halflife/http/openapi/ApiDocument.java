// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An OpenAPI document that is put together from several files: the first holds the head, each other
 * adds paths and components. Immutable.
 */
public final class ApiDocument {

    public static final String PATH = "/v1/openapi.json";
    private static final int TAG_DIGITS = 16;

    private final byte[] bytes;
    private final String etag;

    private ApiDocument(byte[] bytes) {
        this.bytes = bytes;
        this.etag = "\"" + digest(bytes).substring(0, TAG_DIGITS) + "\"";
    }

    /**
     * Reads resources.
     *
     * @param owner whose class loader has them
     * @param resources absolute names, the head first
     * @throws IllegalStateException when one is missing, or two say the same thing
     */
    public static ApiDocument of(Class<?> owner, List<String> resources) {
        ObjectNode document = read(owner, resources.get(0));
        document.withObject("/paths");
        for (String resource : resources.subList(1, resources.size())) {
            ObjectNode part = read(owner, resource);
            merge(document.withObject("/paths"), part.withObject("/paths"), resource);
            part.withObject("/components")
                    .properties()
                    .forEach(
                            group ->
                                    merge(
                                            document.withObject("/components")
                                                    .withObject("/" + group.getKey()),
                                            group.getValue(),
                                            resource));
        }
        return new ApiDocument(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode read(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static void merge(ObjectNode into, JsonNode part, String resource) {
        part.properties()
                .forEach(
                        member -> {
                            if (into.has(member.getKey())) {
                                throw new IllegalStateException(
                                        resource + " says again: " + member.getKey());
                            }
                            into.set(member.getKey(), member.getValue());
                        });
    }

    /** The whole document, a copy. */
    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the door at {@link #PATH}; no credential opens it, because none is needed. */
    public void addTo(Doors doors) {
        doors.open(HttpMethod.GET, PATH, exchange -> Future.succeededFuture(answer(exchange)));
    }

    private Answer answer(Exchange exchange) {
        boolean known = Objects.equals(exchange.header("if-none-match"), etag);
        Answer answer = known ? Answer.empty(304) : Answer.of(200, Answer.JSON, bytes);
        return answer.with("ETag", etag);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
