// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.util.List;
import java.util.Map;

/** Draws the customers that are asked about, as they are on a day of the story. */
final class Customers {

    private static final Mix CONTRACTS =
            new Mix(List.of("month_to_month", "one_year", "two_year"), List.of(0.52, 0.27, 0.21));
    private static final Mix REGIONS =
            new Mix(
                    List.of("north", "south", "west", "east", "coast"),
                    List.of(0.27, 0.24, 0.2, 0.18, 0.11));
    private static final Mix PAYMENTS =
            new Mix(
                    List.of("card", "direct_debit", "invoice", "wallet"),
                    List.of(0.44, 0.31, 0.17, 0.08));
    private static final Mix DEVICES =
            new Mix(List.of("android", "ios", "web"), List.of(0.46, 0.33, 0.21));
    private static final Mix DISCOUNTS =
            new Mix(List.of("0", "5", "10", "15", "20"), List.of(0.58, 0.14, 0.13, 0.09, 0.06));
    private static final Map<String, Double> TENURES =
            Map.of("month_to_month", 17.0, "one_year", 31.0, "two_year", 50.0);

    private static final double TENURE_MAX = 144;
    private static final double CHARGE_MEAN = 64;
    private static final double CHARGE_DEVIATION = 18;
    private static final double CHARGE_MIN = 15;
    private static final double SILENT = 0.12;
    private static final double AGE_UNKNOWN = 0.04;

    private Customers() {}

    /**
     * One customer.
     *
     * @param day counted from the start of the story, with its fraction
     */
    static Customer draw(Dice dice, double day) {
        String contract = dice.name(CONTRACTS);
        double tenure = Math.floor(Math.min(TENURE_MAX, dice.exponential(TENURES.get(contract))));
        double charge = Math.max(CHARGE_MIN, dice.normal(CHARGE_MEAN, CHARGE_DEVIATION));
        // What was paid so far was paid at the old prices.
        double total = tenure * charge * (0.95 + 0.1 * dice.uniform());
        return new Customer(
                tenure,
                cents(charge + Drift.PRICES.at(day)),
                tenure == 0 ? Double.NaN : cents(total),
                dice.poisson(0.9),
                dice.poisson(0.5),
                cents(dice.logNormal(15, 0.8)),
                cents(dice.logNormal(150, 0.6)),
                dice.poisson(6),
                cents(dice.exponential(5)),
                satisfaction(dice, day),
                Double.parseDouble(dice.name(DISCOUNTS)),
                age(dice),
                contract,
                dice.name(REGIONS),
                dice.name(PAYMENTS.with("wallet", Drift.WALLETS.at(day))),
                dice.name(DEVICES.with("smart_tv", Drift.TELEVISIONS.at(day))));
    }

    private static double satisfaction(Dice dice, double day) {
        boolean silent = dice.chance(SILENT + Drift.SILENCE.at(day));
        double answer = Math.min(100, Math.max(0, dice.normal(68, 18)));
        return silent ? Double.NaN : Math.rint(10 * answer) / 10;
    }

    private static double age(Dice dice) {
        boolean unknown = dice.chance(AGE_UNKNOWN);
        double years = Math.floor(Math.min(95, Math.max(18, dice.normal(45, 14))));
        return unknown ? Double.NaN : years;
    }

    private static double cents(double value) {
        return Math.rint(100 * value) / 100;
    }
}
