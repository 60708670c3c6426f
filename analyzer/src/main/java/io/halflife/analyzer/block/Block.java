// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.calibration.Cell;
import io.halflife.monitor.profile.FeatureProfile;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/** What a reading task knows about one column, or about the outcome of its rows. */
public abstract class Block implements Serializable {

    private static final long serialVersionUID = 1;

    private Block() {}

    /** Values of a numeric column, unsorted. They travel as bytes, which are written at once. */
    public static final class Numbers extends Block {

        private static final long serialVersionUID = 2;
        private transient double[] values;

        Numbers(NumericBuffer buffer) {
            this.values = buffer.drain();
        }

        /** The array is the block's from now on. */
        public Numbers(double[] values) {
            this.values = values;
        }

        public int size() {
            return values.length;
        }

        /** NaN is a missing value. */
        public double value(int index) {
            return values[index];
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            byte[] bytes = new byte[Math.multiplyExact(values.length, Double.BYTES)];
            doubles(bytes).put(values);
            out.writeInt(values.length);
            out.write(bytes);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            byte[] bytes = new byte[Math.multiplyExact(in.readInt(), Double.BYTES)];
            in.readFully(bytes);
            values = new double[bytes.length / Double.BYTES];
            doubles(bytes).get(values);
        }

        private static DoubleBuffer doubles(byte[] bytes) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        }
    }

    /** Categories, counted. */
    public static final class Categories extends Block {
        private static final long serialVersionUID = 1;
        private final FeatureProfile profile;

        Categories(CategoryBuffer buffer) {
            this.profile = buffer.drain();
        }

        public FeatureProfile profile() {
            return profile;
        }
    }

    /** A block of the rows of a reference that lie in one cell of its cut. */
    public static final class OfCell extends Block {
        private static final long serialVersionUID = 1;
        private final Cell cell;
        private final Block block;

        OfCell(Cell cell, Block block) {
            this.cell = cell;
            this.block = block;
        }

        public Cell cell() {
            return cell;
        }

        public Block block() {
            return block;
        }
    }

    /** How well the rows were predicted. */
    public static final class Outcomes extends Block {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;

        Outcomes(Outcome outcome) {
            this.outcome = outcome;
        }

        public Outcome outcome() {
            return outcome;
        }
    }

    /** The rows of a slice could not be read to their end. */
    public static final class Failure extends Block {
        private static final long serialVersionUID = 1;
        private final String reason;

        Failure(String reason) {
            this.reason = reason;
        }

        /** In one line. */
        public String reason() {
            return reason;
        }
    }
}
