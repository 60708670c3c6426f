// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * One version, whole.
 *
 * @param inputs in the order of the signature
 * @param references newest first
 * @param deployments newest first
 * @param replacing how to put another reference; null where the model is archived
 */
public record VersionPage(
        Shell shell,
        String name,
        List<Fact> facts,
        String inputsTitle,
        List<Input> inputs,
        List<ReferenceRow> references,
        Replacing replacing,
        List<DeploymentRow> deployments,
        List<PartRow> parts,
        String total) {

    /** An input of the signature. */
    public record Input(
            String name, String type, String kind, boolean required, String categories) {}

    /**
     * A reference that the version has or had.
     *
     * @param judged from when to when it judged, in words
     * @param definition what was put, as JSON; the empty string for rows and profiles
     */
    public record ReferenceRow(
            String id,
            String kind,
            String state,
            boolean inForce,
            String rows,
            String put,
            String judged,
            String definition,
            String why) {}

    /**
     * The lines that put another reference.
     *
     * @param again collects rows anew and freezes them
     * @param window takes a stretch of production
     */
    public record Replacing(String again, String window) {}

    /** A version was put to work, moved or taken away. */
    public record DeploymentRow(
            String at, String action, String environment, String detail, String actor) {}

    /** A kind of what is stored. */
    public record PartRow(String what, String rows, String bytes, String how) {}

    public VersionPage {
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(name, "name");
        facts = List.copyOf(facts);
        Objects.requireNonNull(inputsTitle, "inputsTitle");
        inputs = List.copyOf(inputs);
        references = List.copyOf(references);
        deployments = List.copyOf(deployments);
        parts = List.copyOf(parts);
        Objects.requireNonNull(total, "total");
    }
}
