// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.config.stages.TimestampUnit;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadLimits;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Walks an Avro datum along its writer schema, to the last byte, and picks up its event time on the way. The schema is
 * compiled to a flat program of ints, which {@link #run} steps through: no object and no virtual call per field. Not
 * thread-safe; {@link #validate} allocates nothing.
 */
final class AvroValidator {
    private static final TimestampUnit[] UNITS = TimestampUnit.values();

    private final int[] code;
    private final int[] routines;
    private final byte[][][] symbols;
    private final FieldValues picked;
    private static final byte[] NOTHING = {};

    private final AvroCursor in = new AvroCursor();
    private long timestamp;

    /** @param symbols of each enum that is asked for, in UTF-8 */
    AvroValidator(int[] code, int[] routines, byte[][][] symbols, FieldValues picked) {
        this.code = code;
        this.routines = routines;
        this.symbols = symbols;
        this.picked = picked;
    }

    /**
     * The validator of one schema.
     *
     * @param timestampField the top-level field that {@link #validate} returns, or null; when {@code schema} has no such
     *     field, every datum of it is without event time
     * @param unit what a number there counts, unless its logical type says it
     * @param picked told where the fields lie that it asks for
     */
    static AvroValidator compile(Schema schema, String timestampField, TimestampUnit unit, FieldValues picked) {
        return new AvroCompiler(timestampField, unit, picked).compile(schema);
    }

    static AvroValidator compile(Schema schema, String timestampField, TimestampUnit unit) {
        return compile(schema, timestampField, unit, new FieldValues(List.of()));
    }

    static AvroValidator compile(Schema schema, String timestampField) {
        return compile(schema, timestampField, TimestampUnit.MS);
    }

    /**
     * Checks {@code bytes} from {@code from} to {@code to}, not included.
     *
     * @return the event time in epoch milliseconds, {@link EventTime#MISSING} or {@link EventTime#UNREADABLE}
     */
    long validate(byte[] bytes, int from, int to) throws MalformedAvroException {
        in.over(bytes, from, to);
        timestamp = EventTime.MISSING;
        picked.begin(bytes);
        try {
            run(0);
            if (!in.atEnd()) {
                throw in.malformed(in.remaining() + " bytes too many");
            }
            return timestamp;
        } finally {
            // The bytes may be a view of all that was fetched.
            in.over(NOTHING, 0, 0);
        }
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
                case Op.STRING -> string();
                case Op.FIXED -> in.skip(code[pc++]);
                case Op.ENUM -> in.readIndex(code[pc++]);
                case Op.UNION -> pc = code[pc + 1 + in.readIndex(code[pc])];
                case Op.JUMP -> pc = code[pc];
                case Op.ENTER -> in.enter();
                case Op.LEAVE -> in.leave();
                case Op.EMPTY -> empty(1, code[pc++], code[pc++]);
                case Op.RECORD -> run(routines[code[pc++]]);
                case Op.BLOCKS -> blocks(code[pc++], code[pc++]);
                case Op.EMPTY_ITEMS -> emptyItems(code[pc++], code[pc++]);
                case Op.INT_TIME -> timestamp = UNITS[code[pc++]].toMillis(in.readInt());
                case Op.LONG_TIME -> timestamp = UNITS[code[pc++]].toMillis(in.readLong());
                case Op.TEXT -> text();
                case Op.PICK_INT -> picked.number(code[pc++], FieldKind.INTEGER, in.readInt());
                case Op.PICK_LONG -> picked.number(code[pc++], FieldKind.INTEGER, in.readLong());
                case Op.PICK_STRING -> pickString(code[pc++]);
                case Op.PICK_BOOLEAN -> pickFlag(code[pc++]);
                case Op.PICK_REAL -> pickReal(code[pc++], code[pc++]);
                case Op.TIME_OF_NUMBER -> timeOfNumber(code[pc++], code[pc++]);
                case Op.TIME_OF_TEXT -> timeOfText(picked.text(code[pc++]));
                case Op.PICK_OTHER -> picked.is(code[pc++], FieldKind.OTHER);
                case Op.PICK_SYMBOL -> symbol(code[pc++], symbols[code[pc++]]);
                default -> throw new IllegalStateException("op " + code[pc - 1]);
            }
        }
    }

    private void flag() throws MalformedAvroException {
        if ((in.readByte() & ~1) != 0) {
            throw in.malformed("a boolean that is neither 0 nor 1");
        }
    }

    private int string() throws MalformedAvroException {
        int length = in.readLength();
        int from = in.position();
        if (!Utf8.isValid(in.bytes(), from, from + length)) {
            throw in.malformed("a string that is not UTF-8");
        }
        in.skip(length);
        return from;
    }

    private void symbol(int field, byte[][] known) throws MalformedAvroException {
        picked.text(field, known[in.readIndex(known.length)]);
    }

    private void pickString(int field) throws MalformedAvroException {
        int from = string();
        picked.text(field, from, in.position() - from);
    }

    private void timeOfNumber(int field, int unit) {
        timestamp = UNITS[unit].toMillis(picked.integer(field));
    }

    private void timeOfText(byte[] text) {
        timestamp = EventTime.read(text, 0, text.length);
    }

    private void pickFlag(int field) throws MalformedAvroException {
        flag();
        picked.number(field, FieldKind.BOOLEAN, in.bytes()[in.position() - 1]);
    }

    private void pickReal(int field, int bytes) throws MalformedAvroException {
        int from = in.position();
        in.skip(bytes);
        long bits = 0;
        for (int i = from + bytes - 1; i >= from; i--) {
            bits = (bits << Byte.SIZE) | (in.bytes()[i] & 0xff);
        }
        picked.number(field, bytes == Float.BYTES ? FieldKind.FLOAT : FieldKind.DOUBLE, bits);
    }

    private void text() throws MalformedAvroException {
        int from = string();
        timestamp = EventTime.read(in.bytes(), from, in.position() - from);
    }

    /** An array or a map: blocks of items that {@code routine} checks, up to an empty block. */
    private void blocks(int routine, int minItemBytes) throws MalformedAvroException {
        in.enter();
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
        in.leave();
    }

    private void items(long count, int routine, int minItemBytes) throws MalformedAvroException {
        if (count < 0 || count > in.remaining() / minItemBytes) {
            throw in.malformed(count + " items with " + in.remaining() + " bytes left");
        }
        for (long i = 0; i < count; i++) {
            run(routines[routine]);
        }
    }

    /** An array of items that take no byte. */
    private void emptyItems(int values, int levels) throws MalformedAvroException {
        in.enter();
        for (long count = in.readLong(); count != 0; count = in.readLong()) {
            if (count < 0 && in.readLength() != 0) {
                throw in.malformed("a block that does not have the size it says");
            }
            empty(Math.abs(count), values, levels);
        }
        in.leave();
    }

    /** There is nothing to check in them, but whoever writes them out would never end. */
    private void empty(long count, int values, int levels) throws MalformedAvroException {
        in.enter(levels);
        boolean isAbsurd = count < 0 || count > PayloadLimits.MAX_EMPTY_VALUES;
        in.countEmpty(isAbsurd ? Long.MAX_VALUE : count * values);
        in.leave(levels);
    }
}
