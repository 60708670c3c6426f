// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static io.halflife.storage.json.JsonText.brief;
import static io.halflife.storage.json.JsonText.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.policy.PerformanceSettings.Absolute;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.statistics.calibration.Season;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyJsonTest {

    private static final String EVERYTHING =
            """
            {'window':{'kind':'calendar','unit':'week','zone':'Europe/Vienna'}, 'grace':'PT2H',
             'drift':{'alpha':0.01,'q':0.1,'method':'holm','effect_floor':0.2,'k':3,'m':5,'clear':4,
                      'min_window':50,'min_reference':200,'season':'same_hour',
                      'critical_features':['income','age'],
                      'tests':['welch','energy'],'beside':['previous','trailing:P1W']},
             'performance':{'metric':'roc_auc','threshold':{'absolute':0.8}},
             'decay':{'horizon':'P2W','alpha_slope':0.02,'alpha_pred':0.002,'floor':0.4,
                      'exclude_broken':true,'trigger':'strict_seed'},
             'max_label_delay':'P60D','mature_coverage':0.8,'cool_down':'P3D',
             'retrain_on_drift':true,'serving_class':'edge',
             'slos':[{'kind':'latency','objective':0.99,'threshold':'PT0.25S','window':'P7D'},
                     {'kind':'availability','objective':0.999}],
             'segments':['region','tier']}
            """;

    @ParameterizedTest
    @EnumSource(Task.class)
    void parse_nothingSetIsTheTasksDefault(Task task) {
        assertEquals(MonitoringPolicy.defaults(task), PolicyJson.parse(json("{}"), task).value());
    }

    @Test
    void parse_everythingSet() {
        assertEquals(
                new MonitoringPolicy(
                        new CalendarWindows(CalendarWindows.Unit.WEEK, ZoneId.of("Europe/Vienna")),
                        Duration.ofHours(2),
                        new DriftSettings(
                                0.01,
                                0.1,
                                DriftSettings.Method.HOLM,
                                0.2,
                                3,
                                5,
                                4,
                                50,
                                200,
                                Season.SAME_HOUR,
                                Set.of("income", "age"),
                                Set.of("welch", "energy"),
                                List.of(
                                        MovingReference.PREVIOUS,
                                        MovingReference.trailing(Duration.ofDays(7)))),
                        new PerformanceSettings("roc_auc", new Absolute(0.8)),
                        new DecaySettings(
                                Duration.ofDays(14),
                                0.02,
                                0.002,
                                0.4,
                                true,
                                DecaySettings.Trigger.STRICT_SEED),
                        Duration.ofDays(60),
                        0.8,
                        Duration.ofDays(3),
                        true,
                        "edge",
                        List.of(
                                new ServiceLevelObjective(
                                        Kind.LATENCY, 0.99, 0.25, Duration.ofDays(7)),
                                new ServiceLevelObjective(
                                        Kind.AVAILABILITY, 0.999, Double.NaN, Duration.ofDays(30))),
                        List.of("region", "tier")),
                binary(EVERYTHING));
    }

    @Test
    void write_readsBackAsTheSamePolicy() {
        for (String body : List.of("{}", EVERYTHING)) {
            MonitoringPolicy policy = binary(body);

            assertEquals(policy, PolicyJson.parse(PolicyJson.write(policy), anyTask()).value());
        }
    }

    @Test
    void write_showsEveryValue() {
        assertEquals(
                json(
                        """
                        {'window':{'kind':'calendar','unit':'day','zone':'UTC'},'grace':'PT1H',
                         'drift':{'alpha':0.05,'q':0.05,'method':'benjamini_hochberg',
                                  'effect_floor':0.1,'k':2,'m':3,'clear':3,'min_window':30,
                                  'min_reference':100,'season':'auto','critical_features':[],'tests':[],
                                  'beside':[]},
                         'performance':{'metric':'accuracy','threshold':{'ratio':0.95}},
                         'decay':{'horizon':'P14D','alpha_slope':0.01,'alpha_pred':0.001,
                                  'floor':0.0,'exclude_broken':false,
                                  'trigger':'evidence'},
                         'max_label_delay':'P30D','mature_coverage':0.9,'cool_down':'P7D',
                         'retrain_on_drift':false,'serving_class':null,'slos':[],'segments':[]}
                        """),
                Json.read(PolicyJson.write(binary("{}")).toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "next, invalid_enum",
        "trailing, invalid_enum",
        "trailing:P1M, invalid_enum",
        "trailing:PT0S, invalid_enum",
        "trailing:-P1D, invalid_enum",
        "trailing:P367D, invalid_enum"
    })
    void parse_besideIsPreviousOrTrailing(String name, String code) {
        String policy = "{'drift':{'beside':['previous','" + name + "']}}";

        assertEquals(
                List.of("/drift/beside " + code),
                brief(PolicyJson.parse(json(policy), Task.REGRESSION).violations()));
    }

    @Test
    void parse_besideIsThereOnceAndAtMostFour() {
        String twice = "{'drift':{'beside':['trailing:P7D','trailing:P1W']}}";
        String five =
                "{'drift':{'beside':['previous','trailing:P1D','trailing:P2D','trailing:P3D',"
                        + "'trailing:P4D']}}";

        assertEquals(
                List.of("/drift/beside invalid_enum"),
                brief(PolicyJson.parse(json(twice), Task.REGRESSION).violations()));
        assertEquals(
                List.of("/drift/beside out_of_range"),
                brief(PolicyJson.parse(json(five), Task.REGRESSION).violations()));
    }

    /** A test that is always made needs no switch, and one that does not exist has none. */
    @ParameterizedTest
    @ValueSource(strings = {"ks", "welsh"})
    void parse_testsAreOptionalOnes(String name) {
        String policy = "{'drift':{'tests':['welch','" + name + "']}}";

        assertEquals(
                List.of("/drift/tests invalid_enum"),
                brief(PolicyJson.parse(json(policy), Task.REGRESSION).violations()));
    }

    /** Falling turned into rising: an error may not fall below 0.95 of what it was, it may rise. */
    @ParameterizedTest
    @CsvSource({"accuracy, 0.95", "rmse, 1.25", "mae, 1.25", "log_loss, 1.25", "f1, 0.95"})
    void parse_defaultThresholdFollowsTheMetric(String metric, double ratio) {
        PerformanceSettings performance =
                binary("{'performance':{'metric':'" + metric + "'}}").performance();

        assertEquals(new PerformanceSettings(metric, new Ratio(ratio)), performance);
    }

    /** STATISTICS §10: a model that guesses has an AUC of one half. */
    @Test
    void parse_floorOfAucIsOneHalf() {
        assertEquals(0.5, binary("{'performance':{'metric':'roc_auc'}}").decay().floor());
        assertEquals(
                0.3,
                binary("{'performance':{'metric':'roc_auc'},'decay':{'floor':0.3}}")
                        .decay()
                        .floor());
        assertEquals(0.0, binary("{}").decay().floor());
    }

    /** DESIGN §7: batch 1 s / 99.9 %, real_time 100 ms / 99.99 %, streaming 10 ms, edge 5 ms. */
    @ParameterizedTest
    @CsvSource({
        "batch, 1, 0.999",
        "real_time, 0.1, 0.9999",
        "streaming, 0.01, 0.9999",
        "edge, 0.005, 0.999"
    })
    void parse_servingClassPromises(String name, double seconds, double objective) {
        assertEquals(
                List.of(
                        new ServiceLevelObjective(
                                Kind.LATENCY, objective, seconds, Duration.ofDays(30))),
                binary("{'serving_class':'" + name + "'}").slos());
    }

    @Test
    void parse_statedObjectivesWinOverTheClass() {
        assertEquals(List.of(), binary("{'serving_class':'batch','slos':[]}").slos());
    }

    @Test
    void parse_triggerOfTheSeedIsTakenInBothSpellings() {
        for (String spelling : List.of("strict_seed", "strict-seed")) {
            assertEquals(
                    DecaySettings.Trigger.STRICT_SEED,
                    binary("{'decay':{'trigger':'" + spelling + "'}}").decay().trigger());
        }
        assertEquals(
                List.of("/decay/trigger invalid_enum"), refused("{'decay':{'trigger':'STRICT'}}"));
    }

    @Test
    void parse_nullIsNotSet() {
        assertEquals(binary("{}"), binary("{'grace':null,'drift':{'alpha':null}}"));
    }

    /** One bad value must not hide the next. */
    @Test
    void parse_everyViolationIsFound() {
        assertEquals(
                List.of(
                        "/drift/k out_of_range",
                        "/drift/alpha out_of_range",
                        "/drift/q type_mismatch",
                        "/drift/method invalid_enum",
                        "/drift/critical_features/1 type_mismatch",
                        "/drift/alhpa unknown_field",
                        "/performance/threshold/ratio unknown_field",
                        "/decay type_mismatch",
                        "/serving_class invalid_enum",
                        "/window/unit required",
                        "/window/length unknown_field",
                        "/grace out_of_range",
                        "/mature_coverage out_of_range",
                        "/cool_down type_mismatch",
                        "/retrain_on_drift type_mismatch",
                        "/slos/0/threshold required",
                        "/slos/1 type_mismatch",
                        "/~1etc unknown_field",
                        "/colour unknown_field"),
                refused(
                        """
                        {'drift':{'k':4,'m':3,'alpha':1,'q':'small','method':'BH','alhpa':0.05,
                                  'critical_features':['a',1]},
                         'performance':{'threshold':{'absolute':0.8,'ratio':0.9}},
                         'decay':7,'serving_class':'EDGE',
                         'window':{'kind':'calendar','length':'P1D'},
                         'grace':'-PT1H','mature_coverage':0,'cool_down':'P1M',
                         'retrain_on_drift':'yes','slos':[{'kind':'latency','objective':0.9},3],
                         'colour':1,'/etc':2}
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"drift\":{\"k\":2.5}}', /drift/k type_mismatch",
        "'{\"drift\":{\"m\":1e400}}', /drift/m type_mismatch",
        "'{\"drift\":{\"min_window\":99999999999999999999}}', /drift/min_window out_of_range",
        "'{\"drift\":{\"effect_floor\":-0.1}}', /drift/effect_floor out_of_range",
        "'{\"performance\":{\"metric\":\"Accuracy\"}}', /performance/metric invalid_enum",
        "'{\"performance\":{\"threshold\":{}}}', /performance/threshold/absolute required",
        "'{\"performance\":{\"threshold\":{\"ratio\":0}}}', /performance/threshold/ratio out_of_range",
        "'{\"segments\":\"region\"}', /segments type_mismatch",
        "'{\"slos\":[{\"kind\":\"latency\",\"objective\":1,\"threshold\":\"PT1S\"}]}',"
                + " /slos/0/objective out_of_range",
        "'[]', ' type_mismatch'"
    })
    void parse_refuses(String body, String violation) {
        assertEquals(
                List.of(violation),
                brief(PolicyJson.parse(Json.read(body), anyTask()).violations()));
    }

    /** Lowering m alone must not need a lower k: the default follows. */
    @Test
    void parse_smallMTakesKAlong() {
        assertEquals(1, binary("{'drift':{'m':1}}").drift().k());
    }

    @Test
    void set_namesTheFieldsThatWere() {
        assertEquals(
                List.of("/window", "/drift/alpha", "/performance/threshold", "/slos"),
                PolicyJson.set(
                        json(
                                """
                                {'window':{'kind':'duration','length':'PT1H'},'grace':null,
                                 'drift':{'alpha':0.01,'q':null},
                                 'performance':{'threshold':{'ratio':0.9}},'slos':[]}
                                """)));
    }

    @Test
    void parsed_valueOfARefusalIsAMistake() {
        Parsed<MonitoringPolicy> refused = PolicyJson.parse(json("[]"), anyTask());

        assertFalse(refused.isValid());
        assertTrue(
                assertThrows(IllegalStateException.class, refused::value)
                        .getMessage()
                        .contains("type_mismatch"));
    }

    private static Task anyTask() {
        return Task.BINARY_CLASSIFICATION;
    }

    private static MonitoringPolicy binary(String body) {
        return PolicyJson.parse(json(body), anyTask()).value();
    }

    private static List<String> refused(String body) {
        return brief(PolicyJson.parse(json(body), anyTask()).violations());
    }
}
