// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredReferenceJsonTest {

    private static final VersionDefinition CREDIT_RISK =
            new VersionDefinition(
                    new ModelVersion("credit-risk", "8"),
                    new Signature(
                            List.of(
                                    new Feature(
                                            "age", "double", FeatureKind.NUMERIC, true, List.of()),
                                    new Feature(
                                            "region",
                                            "string",
                                            FeatureKind.CATEGORICAL,
                                            false,
                                            List.of())),
                            false),
                    new OutputSpec(Task.BINARY_CLASSIFICATION, "bad", List.of("good", "bad"), 0.5),
                    "",
                    VersionDefinition.TrainingData.UNKNOWN,
                    "{}");

    private static final String WHOLE =
            """
            {"kind":"profile","rows":1000,"columns":{
              "age":{"count":990,"missing":10,"mean":41.5,"std":12.0,
                "quantiles":[18,25,35,41,50,60,95],
                "bins":{"edges":[18,40,60,95],"counts":[400,450,140]}},
              "region":{"top":{"north":600,"south":300},"other":100},
              "risk":{"role":"PROBABILITY","quantiles":[{"p":0,"value":0.01},{"p":0.5,"value":0.3},
                {"p":1,"value":0.99}]},
              "said":{"role":"PREDICTION","top":{"good":800,"bad":200},"other":0}},
             "performance":{"accuracy":{"value":0.91,"n":800}}}
            """;

    private static Parsed<DeclaredReference> read(String json) {
        return DeclaredReferenceJson.read(Json.read(json), CREDIT_RISK);
    }

    @Test
    void read_wholeProfile() {
        Parsed<DeclaredReference> parsed = read(WHOLE);

        assertEquals(List.of(), parsed.violations());
        DeclaredReference reference = parsed.value();
        assertEquals(4, reference.profiles().size());
        FeatureProfile age = reference.profiles().get(0);
        assertEquals(990, age.n());
        assertEquals(10, age.missing());
        assertEquals(41.5, age.values().moments().mean().value(), 1e-12);
        assertEquals(12.0, age.values().moments().std().value(), 1e-9);
        assertTrue(age.values().rankErrorMax() > 0 && age.values().rankErrorMax() < 0.1);
        FeatureProfile region = reference.profiles().get(1);
        assertEquals(1000, region.n());
        assertEquals(100, region.asCategories().rest());
        assertEquals(Column.PROBABILITY, reference.profiles().get(2).column());
        assertEquals(0.91, reference.performance().get(0).value());
    }

    /** Each line breaks one rule in the whole profile: what is replaced, by what, where, which. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"rows\":1000|\"rows\":0|/rows|out_of_range",
                "\"rows\":1000|\"rows\":\"x\"|/rows|type_mismatch",
                "\"rows\":1000,|`\"\"`|/rows|required",
                "\"kind\":\"profile\"|\"kind\":\"rows\"|/kind|invalid_enum",
                "\"age\":{|\"height\":{|/columns/height|unknown_feature",
                "\"count\":990|\"count\":980|/columns/age/count|inconsistent_summary",
                "\"missing\":10|\"missing\":11|/columns/age/missing|inconsistent_summary",
                "\"missing\":10|\"missing\":-1|/columns/age/missing|out_of_range",
                "\"std\":12.0|\"std\":-1|/columns/age/std|out_of_range",
                "\"std\":12.0|\"std\":1200|/columns/age/std|inconsistent_summary",
                "\"mean\":41.5|\"mean\":200|/columns/age/mean|inconsistent_summary",
                "\"mean\":41.5,|`\"\"`|/columns/age/mean|required",
                "41,50,60,95]|41,40,60,95]|/columns/age/quantiles/4|inconsistent_summary",
                "41,50,60,95]|41,\"x\",60,95]|/columns/age/quantiles/4|type_mismatch",
                "[18,25,35,41,50,60,95]|[18]|/columns/age/quantiles|out_of_range",
                "[18,40,60,95]|[18,60,40,95]|/columns/age/bins/edges/2|out_of_range",
                "[18,40,60,95]|[18,40,95]|/columns/age/bins/edges|inconsistent_summary",
                "[400,450,140]|[400,450.5,140]|/columns/age/bins/counts/1|out_of_range",
                "[400,450,140]|[400,450,141]|/columns/age/count|inconsistent_summary",
                "[18,25,35,41,50,60,95]|[10,25,35,41,50,60,95]|/columns/age/bins|inconsistent_summary",
                "[18,25,35,41,50,60,95]|[18,70,72,74,76,80,95]|/columns/age/bins|inconsistent_summary",
                "\"other\":100|\"other\":200|/columns/region/count|inconsistent_summary",
                "\"south\":300|\"south\":-3|/columns/region/top/south|out_of_range",
                "\"top\":{\"north\":600,\"south\":300}|\"quantiles\":[1,2]|/columns/region/top|required",
                "{\"p\":0,\"value\":0.01},|`\"\"`|/columns/risk/min|required",
                "\"p\":0.5|\"p\":1.5|/columns/risk/quantiles/1/p|out_of_range",
                "\"role\":\"PREDICTION\"|\"role\":\"OUTPUT\"|/columns/said/role|invalid_enum",
                "\"role\":\"PREDICTION\"|\"role\":\"PROBABILITY\"|/columns/said|duplicate_key",
                "\"accuracy\":{|\"mae\":{|/performance/mae|unknown_field",
                "\"value\":0.91|\"value\":1.91|/performance/accuracy/value|out_of_range",
                "\"n\":800|\"n\":8000|/performance/accuracy/n|out_of_range",
                "\"performance\"|\"colour\"|/colour|unknown_field",
            })
    void read_brokenRule(String from, String to, String pointer, String code) {
        String replacement = to.equals("\"\"") ? "" : to;
        assertTrue(WHOLE.contains(from), from);

        Parsed<DeclaredReference> parsed = read(WHOLE.replace(from, replacement));

        assertTrue(
                parsed.violations().stream()
                        .anyMatch(v -> v.pointer().equals(pointer) && v.code().equals(code)),
                parsed.violations().toString());
    }

    @Test
    void read_everyViolationIsListed() {
        Parsed<DeclaredReference> parsed =
                read("{\"kind\":\"profile\",\"columns\":{\"a\":{},\"age\":{},\"region\":3}}");

        assertEquals(
                List.of("/rows", "/columns/a", "/columns/age/quantiles", "/columns/region"),
                parsed.violations().stream().map(v -> v.pointer()).toList());
    }

    @Test
    void read_withoutColumns() {
        assertEquals(
                "/columns",
                read("{\"kind\":\"profile\",\"rows\":5,\"columns\":{}}")
                        .violations()
                        .get(0)
                        .pointer());
    }
}
