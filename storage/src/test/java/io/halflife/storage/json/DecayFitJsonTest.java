// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static io.halflife.storage.json.JsonText.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.DecayFit.Crossing;
import io.halflife.monitor.decay.DecayFit.Interval;
import io.halflife.monitor.decay.DecayFit.LeastSquares;
import io.halflife.monitor.decay.DecayFit.Origin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecayFitJsonTest {

    private static final Instant T0 = Instant.parse("1997-01-16T11:45:00Z");

    private static final DecayFit FALLING =
            new DecayFit(
                    "accuracy",
                    "1997-01..1998-04",
                    DecayFit.Status.OK,
                    "",
                    16,
                    T0,
                    0.83,
                    0.25,
                    new Interval(0.0001, 0.0009),
                    new Interval(770, Double.POSITIVE_INFINITY),
                    1.25,
                    1e-300,
                    new Crossing(
                            0.8,
                            Instant.parse("1997-03-30T00:00:00.123456Z"),
                            Instant.parse("1997-03-01T00:00:00Z"),
                            null),
                    new LeastSquares(0.81, 4e-4, 0.02, Instant.parse("1997-01-01T00:00:00Z")),
                    new Origin(Instant.parse("1997-01-01T00:00:00Z"), 0.835),
                    null,
                    new DecayFit.Band(0.5, 0.0004, -0.00001, 2e-7));

    private static final DecayFit REFUSED =
            new DecayFit(
                    "mae",
                    "all",
                    DecayFit.Status.INSUFFICIENT_DATA,
                    "7 mature windows, at least 8 are needed",
                    7,
                    null,
                    Double.NaN,
                    Double.NaN,
                    Interval.UNKNOWN,
                    Interval.UNKNOWN,
                    Double.NaN,
                    Double.NaN,
                    null,
                    null,
                    null,
                    null,
                    null);

    @Test
    void write_readsBack() {
        assertEquals(FALLING, DecayFitJson.read(Json.read(DecayFitJson.write(FALLING).toString())));
        assertEquals(REFUSED, DecayFitJson.read(Json.read(DecayFitJson.write(REFUSED).toString())));
    }

    @Test
    void write_shape() {
        assertEquals(
                json(
                        """
                        {'metric':'accuracy','range':'1997-01..1998-04','status':'OK','reason':'',
                         'windows':16,'t0':'1997-01-16T11:45:00Z','initial':0.83,
                         'rate_per_day':0.25,'rate_interval':{'low':1.0E-4,'high':9.0E-4},
                         'half_life_days':2.772588722239781,
                         'half_life_interval':{'low':770.0,'high':null,'unbounded':true},
                         'dispersion':1.25,'slope_p':1.0E-300,
                         'crossing':{'threshold':0.8,'at':'1997-03-30T00:00:00.123456Z',
                                     'low':'1997-03-01T00:00:00Z','high':null},
                         'least_squares':{'a':0.81,'k':4.0E-4,'rss':0.02,
                                          't0':'1997-01-01T00:00:00Z'},
                         'origins':{'exposure':{'start':'1997-01-01T00:00:00Z','initial':0.835},
                                    'age':null},
                         'band':{'floor':0.5,'initial':4.0E-4,'mixed':-1.0E-5,'rate':2.0E-7}}
                        """),
                Json.read(DecayFitJson.write(FALLING).toString()));
    }

    @Test
    void write_undefinedIsNull() {
        assertEquals(
                json(
                        """
                        {'metric':'mae','range':'all','status':'INSUFFICIENT_DATA',
                         'reason':'7 mature windows, at least 8 are needed','windows':7,'t0':null,
                         'initial':null,'rate_per_day':null,'rate_interval':{'low':null,'high':null},
                         'half_life_days':null,'half_life_interval':{'low':null,'high':null},
                         'dispersion':null,'slope_p':null,'crossing':null,'least_squares':null,
                         'origins':{'exposure':null,'age':null},'band':null}
                        """),
                Json.read(DecayFitJson.write(REFUSED).toString()));
    }
}
