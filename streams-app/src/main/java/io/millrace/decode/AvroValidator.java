package io.millrace.decode;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import org.apache.avro.Schema;

/**
 * Walks an Avro datum along its writer schema, to the last byte, and picks up its event time on the way. The schema is
 * compiled to a flat program of ints, which {@link #run} steps through: no object and no virtual call per field. Strings
 * are checked for their length, not for their UTF-8. Not thread-safe; {@link #validate} allocates nothing.
 */
final class AvroValidator {
    /** How deep records inside records, arrays and maps may nest. */
    static final int MAX_DEPTH = 100;

    /** How many items that take no byte, such as nulls, all arrays of one event may have together. */
    static final long MAX_EMPTY_ITEMS = 1_000_000;

    private static final long MICROS = 1_000;
    private static final long NANOS = 1_000_000;

    private final int[] code;
    private final int[] routines;
    private final AvroCursor in = new AvroCursor();
    private int depth;
    private long emptyItems;
    private long timestamp;

    AvroValidator(int[] code, int[] routines) {
        this.code = code;
        this.routines = routines;
    }

    /**
     * @param timestampField the top-level field that {@link #validate} returns, or null; when {@code schema} has no such
     *     field, every datum of it is without event time
     */
    static AvroValidator compile(Schema schema, String timestampField) {
        return new AvroCompiler(timestampField).compile(schema);
    }

    /**
     * Checks {@code bytes} from {@code from} to their end.
     *
     * @return the event time in epoch milliseconds, or {@link EventTime#MISSING}
     */
    long validate(byte[] bytes, int from) throws MalformedAvroException {
        in.over(bytes, from, bytes.length);
        depth = 0;
        emptyItems = 0;
        timestamp = EventTime.MISSING;
        run(0);
        if (!in.atEnd()) {
            throw in.malformed(in.remaining() + " bytes too many");
        }
        return timestamp;
    }

    private void run(int from) throws MalformedAvroException {
        int pc = from;
        while (true) {
            switch (code[pc++]) {
                case Op.RETURN -> {
                    return;
                }
                case Op.BOOLEAN -> flag();
                case Op.INT -> in.readInt();
                case Op.LONG -> in.readLong();
                case Op.BYTES -> in.skip(in.readLength());
                case Op.FIXED -> in.skip(code[pc++]);
                case Op.ENUM -> in.readIndex(code[pc++]);
                case Op.UNION -> pc = code[pc + 1 + in.readIndex(code[pc])];
                case Op.JUMP -> pc = code[pc];
                case Op.RECORD -> nested(code[pc++]);
                case Op.BLOCKS -> blocks(code[pc++], code[pc++]);
                case Op.MILLIS -> timestamp = in.readLong();
                case Op.MICROS -> timestamp = Math.floorDiv(in.readLong(), MICROS);
                case Op.NANOS -> timestamp = Math.floorDiv(in.readLong(), NANOS);
                case Op.TEXT -> text();
                default -> throw new IllegalStateException("op " + code[pc - 1]);
            }
        }
    }

    private void flag() throws MalformedAvroException {
        if ((in.readByte() & ~1) != 0) {
            throw in.malformed("a boolean that is neither 0 nor 1");
        }
    }

    private void text() throws MalformedAvroException {
        int length = in.readLength();
        timestamp = EventTime.parse(in.bytes(), in.position(), length);
        in.skip(length);
    }

    private void nested(int routine) throws MalformedAvroException {
        descend();
        run(routines[routine]);
        depth--;
    }

    private void descend() throws MalformedAvroException {
        if (++depth > MAX_DEPTH) {
            throw in.malformed("more than " + MAX_DEPTH + " levels");
        }
    }

    /** An array or a map: blocks of items that {@code routine} checks, up to an empty block. */
    private void blocks(int routine, int minItemBytes) throws MalformedAvroException {
        descend();
        for (long count = in.readLong(); count != 0; count = in.readLong()) {
            if (count > 0) {
                items(count, routine, minItemBytes);
                continue;
            }
            int length = in.readLength();
            int end = in.position() + length;
            items(-count, routine, minItemBytes);
            if (in.position() != end) {
                throw in.malformed("a block that does not have the size it says");
            }
        }
        depth--;
    }

    private void items(long count, int routine, int minItemBytes) throws MalformedAvroException {
        if (minItemBytes == 0) {
            emptyItems(count);
            return;
        }
        if (count < 0 || count > in.remaining() / minItemBytes) {
            throw in.malformed(count + " items with " + in.remaining() + " bytes left");
        }
        for (long i = 0; i < count; i++) {
            run(routines[routine]);
        }
    }

    /** There is nothing to check in them, but whoever builds objects of them would run out of memory. */
    private void emptyItems(long count) throws MalformedAvroException {
        if (count < 0 || count > MAX_EMPTY_ITEMS - emptyItems) {
            throw in.malformed("more than " + MAX_EMPTY_ITEMS + " items without a byte");
        }
        emptyItems += count;
    }
}
