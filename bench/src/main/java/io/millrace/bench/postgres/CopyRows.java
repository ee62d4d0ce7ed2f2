// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The rows of a batch in the form of a binary COPY, ready but for their offsets. For one thread. */
final class CopyRows {
    private static final int SIGNATURE_BYTES = 11;
    /** Behind the flags: the length of what the header has beyond it. */
    private static final int EXTENSION_AT = SIGNATURE_BYTES + Integer.BYTES;

    private static final int ROWS_PER_INSERT = 1_000;

    private final byte[] bytes;
    private final ByteBuffer view;
    private final int[] offsetsAt;

    /** As the server itself writes them: inserted into a table for the moment, and copied out. */
    static CopyRows of(Connection connection, String table, ClickRows rows, int events)
            throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE ready (LIKE " + table + ')');
            try (PreparedStatement insert =
                    connection.prepareStatement(ClickRows.insert("pg_temp.ready", ROWS_PER_INSERT))) {
                for (int from = 0; from < events; from += ROWS_PER_INSERT) {
                    rows.set(insert, 0, from, ROWS_PER_INSERT);
                    insert.executeUpdate();
                }
            }
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY pg_temp.ready (" + ClickRows.columns() + ") TO STDOUT (FORMAT binary)", out);
            statement.execute("DROP TABLE pg_temp.ready");
        }
        return new CopyRows(out.toByteArray(), events);
    }

    private CopyRows(byte[] bytes, int events) {
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes);
        this.offsetsAt = new int[events];
        view.position(EXTENSION_AT);
        skip(view.getInt());
        for (int i = 0; i < events; i++) {
            int columns = view.getShort();
            skip(view.getInt());
            offsetsAt[i] = view.position() + Integer.BYTES;
            for (int column = 1; column < columns; column++) {
                skip(Math.max(0, view.getInt()));
            }
        }
    }

    private void skip(int more) {
        view.position(view.position() + more);
    }

    /** The same array each time. */
    byte[] from(long first) {
        for (int i = 0; i < offsetsAt.length; i++) {
            view.putLong(offsetsAt[i], first + i);
        }
        return bytes;
    }
}
