// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The structure rules of every module: each has one test class that extends this one. */
public abstract class HouseRules {

    private static JavaClasses classes;
    private static String module;

    @BeforeAll
    static void readClasses() {
        Path base = Path.of("").toAbsolutePath();
        module = base.getFileName().toString();
        classes = new ClassFileImporter().importPath(base.resolve("target/classes"));
    }

    @Test
    void packages_areFreeOfCycles() {
        slices().matching("io.halflife.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void classes_liveUnderTheirModulesPackage() {
        classes()
                .should()
                .resideInAPackage("io.halflife." + module + "..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void classes_areNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
                .allowEmptyShould(true)
                .check(classes);
    }
}
