// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.schemas.EventCursor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/** Events in an Avro container file. They are never decoded: the file has the same bytes as the batch. */
final class AvroContainer implements ObjectEvents {
    private final DataFileStream<Object> file;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long leftInBlock;

    AvroContainer(byte[] body) throws IOException {
        file = new DataFileStream<>(new ByteArrayInputStream(body), new GenericDatumReader<>());
    }

    /** Whether readers interpret the bytes as {@code schema} says. */
    boolean isOf(Schema schema) {
        return SchemaNormalization.toParsingForm(file.getSchema()).equals(SchemaNormalization.toParsingForm(schema));
    }

    @Override
    public boolean next() throws IOException {
        while (leftInBlock == 0) {
            if (block.hasRemaining()) {
                throw new IOException("a block of more bytes than its events have");
            }
            if (!file.hasNext()) {
                return false;
            }
            block = file.nextBlock();
            leftInBlock = file.getBlockCount();
        }
        leftInBlock--;
        return true;
    }

    @Override
    public boolean is(EventCursor event) {
        int length = event.valueLength();
        if (length > block.remaining()) {
            return false;
        }
        ByteBuffer here = block.slice().limit(length);
        block.position(block.position() + length);
        return here.equals(ByteBuffer.wrap(event.bytes(), event.valueFrom(), length));
    }

    @Override
    public long countRest() throws IOException {
        long rest = leftInBlock;
        while (file.hasNext()) {
            file.nextBlock();
            rest += file.getBlockCount();
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
