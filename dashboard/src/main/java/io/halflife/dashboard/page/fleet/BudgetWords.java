// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.fleet.Standing.Budget;
import io.halflife.dashboard.page.Cell;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.policy.ServiceLevelObjective;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What is left of an error budget, in a cell. */
final class BudgetWords {

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final long SECONDS_PER_DAY = 86_400;

    private BudgetWords() {}

    static Cell cell(List<ServiceLevelObjective> promised, Optional<Budget> budget) {
        if (promised.isEmpty()) {
            return Cell.none("no objective");
        }
        if (budget.isEmpty()) {
            return Cell.none("being read");
        }
        if (!Double.isFinite(budget.get().left())) {
            return Cell.none("not measured");
        }
        double left = budget.get().left();
        return Cell.of(Figures.number(100 * left, 1) + " %", promise(budget.get()), left);
    }

    /** "99 % within 200 ms, 30 days". */
    private static String promise(Budget budget) {
        String share =
                BigDecimal.valueOf(budget.objective())
                                .multiply(PERCENT)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " %";
        String what =
                Double.isFinite(budget.limitSeconds())
                        ? " within " + Figures.number(1000 * budget.limitSeconds(), 0) + " ms"
                        : " without failure";
        long days = budget.periodSeconds() / SECONDS_PER_DAY;
        return share + what + (days > 0 ? ", " + Figures.counted(days, "day") : "");
    }
}
