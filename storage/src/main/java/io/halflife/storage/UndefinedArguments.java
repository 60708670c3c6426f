// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/** A double that is NaN is undefined, and undefined is null in SQL. Infinities stay. */
final class UndefinedArguments implements ArgumentFactory.Preparable {

    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
        return type == double.class || type == Double.class
                ? Optional.of(UndefinedArguments::argument)
                : Optional.empty();
    }

    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
        return prepare(type, config).map(arguments -> arguments.apply(value));
    }

    private static Argument argument(Object value) {
        Double number = (Double) value;
        return (position, statement, context) -> {
            if (number == null || number.isNaN()) {
                statement.setNull(position, Types.DOUBLE);
            } else {
                statement.setDouble(position, number);
            }
        };
    }
}
