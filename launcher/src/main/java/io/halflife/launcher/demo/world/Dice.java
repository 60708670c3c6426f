// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.util.Random;

/**
 * Random draws of one thing on one day. The generator is {@link Random}, whose numbers the Java
 * specification fixes, so that the demo is the same on every machine. Not thread-safe.
 */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Random random;

    private Dice(Random random) {
        this.random = random;
    }

    /** What is drawn for one day does not depend on what was drawn for others. */
    static Dice of(long seed, String subject, int day) {
        long mixed = seed * GOLDEN + subject.hashCode();
        return new Dice(new Random(scattered(mixed * GOLDEN + day)));
    }

    /** Neighbouring numbers become far ones. */
    private static long scattered(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    double uniform() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double normal(double mean, double deviation) {
        return mean + deviation * random.nextGaussian();
    }

    double logNormal(double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    double exponential(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }

    /** Knuth's product of uniforms; for small means. */
    int poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = uniform(); product > limit; product *= uniform()) {
            count++;
        }
        return count;
    }

    /** One of the names. */
    String name(Mix mix) {
        return mix.at(random.nextDouble());
    }
}
