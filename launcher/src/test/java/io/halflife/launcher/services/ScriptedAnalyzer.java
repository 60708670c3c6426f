// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for the analyzer's process in tests of the line protocol: answers with the command it
 * was given, refuses the model {@code bad}, dies at the model {@code deadly}, and says twice how
 * far it is where that is asked for.
 */
final class ScriptedAnalyzer {

    private ScriptedAnalyzer() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("not an answer: something that a library printed");
        System.out.println("{\"ok\":true,\"ready\":true}");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains("deadly")) {
                System.err.println("out of something");
                System.err.println("WARNING: something that Java always says");
                System.exit(7);
            }
            if (line.contains("\"progress\":true")) {
                System.out.println("{\"progress\":{\"windows\":1,\"windows_total\":3}}");
                System.out.println("{\"progress\":{\"windows\":2,\"windows_total\":3}}");
            }
            System.out.println(
                    line.contains("bad")
                            ? "{\"ok\":false,\"error\":\"no model bad\"}"
                            : "{\"ok\":true,\"echo\":" + line + "}");
        }
    }
}
