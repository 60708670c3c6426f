// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;

/**
 * What a request says about its body.
 *
 * @param mediaType lower case, without parameters
 * @param encoding {@code identity}, {@code gzip} or {@code zstd}
 */
record BodyHeaders(String mediaType, String encoding) {

    static final String IDENTITY = "identity";
    static final String GZIP = "gzip";
    static final String ZSTD = "zstd";
    static final List<String> ENCODINGS = List.of(GZIP, ZSTD, IDENTITY);

    /**
     * Reads the headers.
     *
     * @throws ProblemException 415 when the media type is none of those accepted, the charset is
     *     not UTF-8, or the encoding is unknown or stacked
     */
    static BodyHeaders of(MultiMap headers, List<String> accepted) {
        return new BodyHeaders(mediaType(headers.get("content-type"), accepted), encoding(headers));
    }

    private static String mediaType(String header, List<String> accepted) {
        String[] parts = header == null ? new String[] {""} : header.split(";", -1);
        String type = parts[0].strip().toLowerCase(Locale.ROOT);
        boolean known = accepted.contains(type);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            known &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!known) {
            throw new ProblemException(Problems.unsupportedMediaType(accepted));
        }
        return type;
    }

    private static String encoding(MultiMap headers) {
        List<String> named = headers.getAll("content-encoding");
        String encoding = named.isEmpty() ? IDENTITY : String.join(",", named);
        encoding = encoding.strip().toLowerCase(Locale.ROOT);
        if (encoding.isEmpty()) {
            return IDENTITY;
        }
        if (!ENCODINGS.contains(encoding)) {
            throw new ProblemException(Problems.unsupportedEncoding(ENCODINGS));
        }
        return encoding;
    }
}
