// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;

/** One-dimensional arrays of a type that PostgreSQL has arrays of. */
record ArrayWriter(int elementOid, ColumnWriter item) implements ColumnWriter {
    @Override
    public void write(AvroCursor in, CopyBuffer out) throws IOException, MalformedAvroException, UnfitValueException {
        in.enter();
        int from = out.beginLength();
        out.writeInt(1);
        int flags = out.size();
        out.writeInt(0);
        out.writeInt(elementOid);
        int dimension = out.size();
        out.writeInt(0);
        out.writeInt(1);
        int count = 0;
        for (long left = blockCount(in); left > 0; left = blockCount(in)) {
            for (; left > 0; left--, count++) {
                int before = in.position();
                item.write(in, out);
                if (in.position() == before) {
                    in.countEmpty(1);
                }
            }
        }
        if (count == 0) {
            out.truncate(dimension);
            out.setInt(flags - Integer.BYTES, 0);
        } else {
            out.setInt(flags, 1);
            out.setInt(dimension, count);
        }
        out.endLength(from);
        in.leave();
    }

    private static long blockCount(AvroCursor in) throws MalformedAvroException {
        long count = in.readLong();
        if (count < 0) {
            in.readLong();
            count = -count;
        }
        if (count < 0) {
            throw in.malformed(count + " items");
        }
        return count;
    }
}
