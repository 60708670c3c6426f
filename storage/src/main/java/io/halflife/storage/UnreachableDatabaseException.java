// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import java.sql.SQLException;

/** The database cannot be used with these settings; the message names them, not their values. */
public final class UnreachableDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private UnreachableDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    static UnreachableDatabaseException of(Throwable failure) {
        return new UnreachableDatabaseException(
                "cannot connect to the database: " + advice(stateOf(failure)), failure);
    }

    private static String stateOf(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return "";
    }

    private static String advice(String state) {
        if (state.startsWith("28")) {
            return "it refused user and password; check HALFLIFE_DB_USER and HALFLIFE_DB_PASSWORD"
                    + " or HALFLIFE_DB_PASSWORD_FILE";
        }
        if (state.equals("3D000")) {
            return "it has no database of the name in HALFLIFE_DB_URL";
        }
        if (state.startsWith("53") || state.startsWith("57")) {
            return "it takes no connection now (SQLSTATE " + state + ")";
        }
        return "nothing that answers is where HALFLIFE_DB_URL points";
    }
}
