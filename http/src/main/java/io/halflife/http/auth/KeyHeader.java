// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.halflife.http.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the key of a request: {@code Authorization: Bearer …} or {@code X-API-Key: …}, once. Never
 * in the URL, which logs and proxies keep.
 */
public final class KeyHeader {

    /** Why a key in a URL is refused. */
    public static final String IN_URL = "key_in_url";

    private static final String BEARER = "bearer ";
    private static final String KEY_PREFIX = "hl_live_";
    private static final Set<String> PARAMETERS =
            Set.of("api_key", "apikey", "api-key", "x-api-key", "access_token", "authorization");

    private KeyHeader() {}

    /**
     * The key as it was sent; empty when there is none.
     *
     * @throws CredentialException when it is in the URL, or when there are two
     */
    public static Optional<String> of(Caller caller) {
        if (caller.query() != null && isInQuery(caller.query())) {
            throw new CredentialException(
                    Problem.of(
                            400,
                            IN_URL,
                            "a key in a URL ends up in logs: send it as Authorization: Bearer or"
                                    + " X-API-Key, and revoke the one that was sent"),
                    IN_URL);
        }
        List<String> bearers =
                caller.headers().getAll("authorization").stream()
                        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length()).strip())
                        .toList();
        List<String> keys = caller.headers().getAll("x-api-key");
        if (bearers.size() + keys.size() > 1) {
            throw new CredentialException(
                    Problem.of(400, "several_credentials", "send one key, in one header"),
                    "several_credentials");
        }
        return bearers.isEmpty()
                ? keys.stream().map(String::strip).findFirst()
                : Optional.of(bearers.get(0));
    }

    private static boolean isInQuery(String query) {
        for (String part : query.split("&", -1)) {
            String text = decoded(part);
            int equals = text.indexOf('=');
            String name = (equals < 0 ? text : text.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (text.contains(KEY_PREFIX) || PARAMETERS.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
