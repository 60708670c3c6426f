// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.MultiMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHeaderTest {

    private static Caller caller(String query, String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return new Caller(map, query, "127.0.0.1");
    }

    @Test
    void key_isFoundInEitherHeader() {
        assertEquals(Optional.of("k"), KeyHeader.of(caller(null, "Authorization", "bearer  k ")));
        assertEquals(Optional.of("k"), KeyHeader.of(caller("limit=3", "X-API-Key", "k")));
        assertEquals(Optional.empty(), KeyHeader.of(caller(null, "Authorization", "Basic YTpi")));
        assertEquals(Optional.empty(), KeyHeader.of(caller(null)));
    }

    @Test
    void twoKeys_areRefused() {
        CredentialException e =
                assertThrows(
                        CredentialException.class,
                        () ->
                                KeyHeader.of(
                                        caller(
                                                null,
                                                "Authorization",
                                                "Bearer a",
                                                "X-API-Key",
                                                "b")));

        assertEquals("several_credentials", e.problem().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key=abc",
                "limit=3&API_KEY=abc",
                "access_token=x",
                "after=hl_live_0123",
                "after=hl%5Flive%5F0123",
                "hl_live_0123",
                "X%2DAPI-Key=1"
            })
    void keyInTheUrl_isRefusedAlsoBesideAHeader(String query) {
        CredentialException e =
                assertThrows(
                        CredentialException.class,
                        () -> KeyHeader.of(caller(query, "X-API-Key", "k")));

        assertEquals(400, e.problem().status());
        assertEquals("key_in_url", e.problem().code());
        assertFalse(e.getMessage().contains("0123"), e.getMessage());
        assertFalse(caller(query).toString().contains("0123"));
    }
}
