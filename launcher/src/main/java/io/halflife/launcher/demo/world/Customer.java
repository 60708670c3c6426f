// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the company knows of a customer when it asks its model: twelve numbers and four names. A
 * number that is missing is NaN.
 */
public record Customer(
        double tenureMonths,
        double monthlyCharge,
        double totalCharges,
        double supportCalls,
        double latePayments,
        double dataUsage,
        double voiceMinutes,
        double sessions,
        double daysSinceLogin,
        double satisfaction,
        double discount,
        double age,
        String contract,
        String region,
        String paymentMethod,
        String device) {

    private static final List<String> NUMBERS =
            List.of(
                    "tenure_months",
                    "monthly_charge",
                    "total_charges",
                    "support_calls_30d",
                    "late_payments_12m",
                    "data_usage_gb",
                    "voice_minutes",
                    "sessions_7d",
                    "days_since_login",
                    "satisfaction_score",
                    "discount_percent",
                    "age_years");

    private static final List<String> NAMES =
            List.of("contract", "region", "payment_method", "device");

    private static final Set<String> MAY_MISS =
            Set.of("total_charges", "satisfaction_score", "age_years");

    /** The inputs of the model, in order. */
    public static List<Feature> inputs() {
        return Stream.concat(
                        NUMBERS.stream().map(name -> input(name, "double", FeatureKind.NUMERIC)),
                        NAMES.stream().map(name -> input(name, "string", FeatureKind.CATEGORICAL)))
                .toList();
    }

    private static Feature input(String name, String type, FeatureKind kind) {
        return new Feature(name, type, kind, !MAY_MISS.contains(name), List.of());
    }

    /** By name, in the order of the inputs; null is missing. */
    public Map<String, Object> features() {
        List<Double> numbers =
                List.of(
                        tenureMonths,
                        monthlyCharge,
                        totalCharges,
                        supportCalls,
                        latePayments,
                        dataUsage,
                        voiceMinutes,
                        sessions,
                        daysSinceLogin,
                        satisfaction,
                        discount,
                        age);
        List<String> names = List.of(contract, region, paymentMethod, device);
        Map<String, Object> features = new LinkedHashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            double number = numbers.get(i);
            features.put(NUMBERS.get(i), Double.isNaN(number) ? null : number);
        }
        for (int i = 0; i < names.size(); i++) {
            features.put(NAMES.get(i), names.get(i));
        }
        return features;
    }
}
