// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static io.halflife.storage.json.JsonText.brief;
import static io.halflife.storage.json.JsonText.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Signature;
import io.halflife.storage.Stories;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureJsonTest {

    @Test
    void parse_inputsInTheirOrder() {
        Signature signature =
                SignatureJson.parse(
                                json(
                                        """
                                        {'inputs':[
                                          {'name':'age','type':'long','required':true,
                                           'feature_type':'numeric'},
                                          {'name':'region','type':'string',
                                           'feature_type':'categorical',
                                           'categories':['north','south']},
                                          {'name':'income','type':'double'}],
                                         'outputs':[{'name':'label','type':'string'}],'params':[]}
                                        """),
                                "/signature")
                        .value();

        assertEquals(Stories.CREDIT_SIGNATURE, signature);
    }

    @Test
    void write_readsBack() {
        Signature inferred = new Signature(Stories.CREDIT_SIGNATURE.inputs(), true);

        assertEquals(inferred, SignatureJson.read(SignatureJson.write(inferred)));
    }

    /** DESIGN §7: MLflow's types. */
    @ParameterizedTest
    @CsvSource({
        "long, NUMERIC",
        "integer, NUMERIC",
        "float, NUMERIC",
        "double, NUMERIC",
        "datetime, NUMERIC",
        "boolean, CATEGORICAL",
        "string, CATEGORICAL"
    })
    void parse_typesOfMlflow(String type, FeatureKind kind) {
        assertEquals(
                List.of(new Feature("x", type, kind, false, List.of())),
                parse("{'name':'x','type':'" + type + "'}").value().inputs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"datetime", "long"})
    void parse_numbersMayBeDeclaredCategorical(String type) {
        assertEquals(
                FeatureKind.CATEGORICAL,
                parse("{'name':'x','type':'" + type + "','feature_type':'categorical'}")
                        .value()
                        .inputs()
                        .get(0)
                        .kind());
    }

    /** What such types bring along is not looked at: one violation says it all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'e','type':'tensor','tensor-spec':{'dtype':'float32','shape':[-1,384]},"
                        + "'feature_type':'embedding'}",
                "{'name':'e','type':'array','items':{'type':'double'}}",
                "{'name':'e','type':'map','values':{'type':'long'}}",
                "{'name':'e','type':'binary'}"
            })
    void parse_unsupportedTypes(String input) {
        assertEquals(
                List.of("/signature/inputs/0/type unsupported_type"),
                brief(parse(input).violations()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|{'type':'long'}|, |name required|",
                "|{'name':'','type':'long'}|, |name invalid_string|",
                "|{'name':7,'type':'long'}|, |name type_mismatch|",
                "|{'name':'x'}|, |type required|",
                "|{'name':'x','type':'int'}|, |type invalid_enum|",
                "|{'name':'x','type':'string','feature_type':'numeric'}|, |feature_type type_mismatch|",
                "|{'name':'x','type':'string','feature_type':'embedding'}|, |feature_type unsupported_type|",
                "|{'name':'x','type':'string','feature_type':'ordinal'}|, |feature_type invalid_enum|",
                "|{'name':'x','type':'long','required':'yes'}|, |required type_mismatch|",
                "|{'name':'x','type':'long','categories':['a']}|, |categories type_mismatch|",
                "|{'name':'x','type':'string','categories':['a',1]}|, |categories/1 type_mismatch|",
                "|{'name':'x','type':'string','privacy':'hash'}|, |privacy unknown_field|"
            })
    void parse_refusesAnInput(String input, String violation) {
        assertEquals(List.of("/signature/inputs/0/" + violation), brief(parse(input).violations()));
    }

    @Test
    void parse_everyViolationOfEveryInput() {
        assertEquals(
                List.of(
                        "/signature/inputs/0/type invalid_enum",
                        "/signature/inputs/1 type_mismatch",
                        "/signature/inputs/2/type unsupported_type",
                        "/signature/inputs/3/name duplicate_key"),
                brief(
                        parse(
                                        "{'name':'a','type':'text'},4,{'name':'b','type':'binary'},"
                                                + "{'name':'a','type':'long'}")
                                .violations()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab\\t", "nul\\u0000", "lone\\ud800"})
    void parse_namesThatCannotBeStored(String name) {
        assertEquals(
                List.of("/signature/inputs/0/name invalid_string"),
                brief(parse("{'name':'" + name + "','type':'long'}").violations()));
    }

    /** 256 bytes of UTF-8, not characters. */
    @Test
    void parse_longestName() {
        String fits = "ä".repeat(128);

        assertEquals(
                fits,
                parse("{'name':'" + fits + "','type':'long'}").value().inputs().get(0).name());
        assertEquals(
                List.of("/signature/inputs/0/name string_too_long"),
                brief(parse("{'name':'" + fits + "x','type':'long'}").violations()));
    }

    @Test
    void parse_mostInputs() {
        assertEquals(2000, parse(inputs(2000)).value().inputs().size());
        assertEquals(
                List.of("/signature/inputs too_many_features"),
                brief(parse(inputs(2001)).violations()));
    }

    @Test
    void parse_withoutInputs() {
        assertEquals(
                List.of("/signature/inputs required"),
                brief(SignatureJson.parse(json("{}"), "/signature").violations()));
        assertEquals(
                List.of("/signature type_mismatch"),
                brief(SignatureJson.parse(json("[]"), "/signature").violations()));
    }

    @Test
    void read_whatNobodyWrote() {
        assertThrows(
                IllegalStateException.class,
                () -> SignatureJson.read(json("{'inputs':[{'name':'x','type':'tensor'}]}")));
    }

    private static String inputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'name':'f" + i + "','type':'double'}")
                .collect(Collectors.joining(","));
    }

    private static Parsed<Signature> parse(String inputs) {
        return SignatureJson.parse(json("{'inputs':[" + inputs + "]}"), "/signature");
    }
}
