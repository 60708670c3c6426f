// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.DatabaseAccess;
import java.sql.SQLException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Sessions of tasks that hand out iterators, which outlive the call that made them. */
final class Sessions {

    private Sessions() {}

    /** A session that is closed when the task ends, however it ends. */
    static AnalysisSession ofTask(DatabaseAccess access) {
        AnalysisSession session = new AnalysisSession(access);
        TaskCompletionListener closing = context -> close(session);
        TaskContext.get().addTaskCompletionListener(closing);
        return session;
    }

    private static void close(AnalysisSession session) {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException("closing a connection failed", e);
        }
    }
}
