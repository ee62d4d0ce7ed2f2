// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.config.stages.TimestampUnit;
import io.millrace.fields.FieldValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/**
 * Turns a schema into the program of an {@link AvroValidator}. Records, and the items of arrays and maps, become
 * routines, each compiled once however often it is used, so that recursive schemas end and wide ones stay small; unions
 * are laid out in place. Used once.
 */
final class AvroCompiler {
    private final String timestampField;
    private final TimestampUnit unit;
    private final FieldValues picked;
    private final MinimalSizes sizes = new MinimalSizes();
    private final EmptyShapes empty = new EmptyShapes();
    private final IdentityHashMap<Schema, Integer> numbers = new IdentityHashMap<>();
    private final List<Schema> routines = new ArrayList<>();
    private final List<byte[][]> symbols = new ArrayList<>();
    private int[] code = new int[64];
    private int size;

    AvroCompiler(String timestampField, TimestampUnit unit, FieldValues picked) {
        this.timestampField = timestampField;
        this.unit = unit;
        this.picked = picked;
    }

    AvroValidator compile(Schema schema) {
        if (schema.getType() == Schema.Type.RECORD && sizes.of(schema) > 0) {
            topLevel(schema);
        } else {
            value(schema, false);
        }
        emit(Op.RETURN);
        List<Integer> addresses = new ArrayList<>();
        while (addresses.size() < routines.size()) {
            Schema next = routines.get(addresses.size());
            addresses.add(size);
            routine(next);
            emit(Op.RETURN);
        }
        return new AvroValidator(
                Arrays.copyOf(code, size),
                addresses.stream().mapToInt(Integer::intValue).toArray(),
                symbols.toArray(byte[][][]::new),
                picked);
    }

    private void topLevel(Schema record) {
        emit(Op.ENTER);
        for (Schema.Field field : record.getFields()) {
            boolean isTime = field.name().equals(timestampField);
            int index = picked.index(field.name());
            if (index < 0) {
                value(field.schema(), isTime);
            } else {
                picked(field.schema(), isTime, index);
            }
        }
        emit(Op.LEAVE);
    }

    private void picked(Schema schema, boolean isTime, int index) {
        switch (schema.getType()) {
            case NULL -> {}
            case UNION -> union(schema.getTypes(), branch -> picked(branch, isTime, index));
            case INT -> {
                emit(Op.PICK_INT, index);
                if (isTime && schema.getLogicalType() == null) {
                    emit(Op.TIME_OF_NUMBER, index, unit.ordinal());
                }
            }
            case LONG -> {
                emit(Op.PICK_LONG, index);
                if (isTime) {
                    emit(
                            Op.TIME_OF_NUMBER,
                            index,
                            unitOf(schema.getLogicalType()).ordinal());
                }
            }
            case STRING -> {
                emit(Op.PICK_STRING, index);
                if (isTime) {
                    emit(Op.TIME_OF_TEXT, index);
                }
            }
            case BOOLEAN -> emit(Op.PICK_BOOLEAN, index);
            case FLOAT -> emit(Op.PICK_REAL, index, Float.BYTES);
            case DOUBLE -> emit(Op.PICK_REAL, index, Double.BYTES);
            case ENUM -> {
                emit(Op.PICK_SYMBOL, index, symbols.size());
                symbols.add(schema.getEnumSymbols().stream()
                        .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
            }
            case BYTES, FIXED, RECORD, ARRAY, MAP -> {
                emit(Op.PICK_OTHER, index);
                value(schema, false);
            }
        }
    }

    /** A record as a whole; of an array or a map, one item. */
    private void routine(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> fields(schema);
            case ARRAY -> value(schema.getElementType(), false);
            default -> {
                emit(Op.STRING);
                value(schema.getValueType(), false);
            }
        }
    }

    private void fields(Schema record) {
        emit(Op.ENTER);
        for (Schema.Field field : record.getFields()) {
            value(field.schema(), false);
        }
        emit(Op.LEAVE);
    }

    /** {@code isTime}: what is read here, if it can be a time, is the event time. */
    private void value(Schema schema, boolean isTime) {
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> emit(Op.BOOLEAN);
            case INT -> integer(schema, isTime);
            case LONG -> bigInteger(schema, isTime);
            case FLOAT -> emit(Op.FIXED, Float.BYTES);
            case DOUBLE -> emit(Op.FIXED, Double.BYTES);
            case FIXED -> emit(Op.FIXED, schema.getFixedSize());
            case BYTES -> emit(Op.BYTES);
            case STRING -> emit(isTime ? Op.TEXT : Op.STRING);
            case ENUM -> emit(Op.ENUM, schema.getEnumSymbols().size());
            case UNION -> union(schema.getTypes(), branch -> value(branch, isTime));
            case RECORD -> record(schema);
            case ARRAY -> array(schema);
            case MAP -> emit(Op.BLOCKS, number(schema), sizes.ofEntry(schema));
        }
    }

    /** With a logical type it is a date or a time of day. */
    private void integer(Schema schema, boolean isTime) {
        if (isTime && schema.getLogicalType() == null) {
            emit(Op.INT_TIME, unit.ordinal());
        } else {
            emit(Op.INT);
        }
    }

    private void bigInteger(Schema schema, boolean isTime) {
        if (isTime) {
            emit(Op.LONG_TIME, unitOf(schema.getLogicalType()).ordinal());
        } else {
            emit(Op.LONG);
        }
    }

    private TimestampUnit unitOf(LogicalType type) {
        String name = type == null ? "" : type.getName();
        if (name.endsWith("-millis")) {
            return TimestampUnit.MS;
        }
        return name.endsWith("-micros") ? TimestampUnit.US : name.endsWith("-nanos") ? TimestampUnit.NS : unit;
    }

    private void record(Schema schema) {
        if (sizes.of(schema) > 0) {
            emit(Op.RECORD, number(schema));
        } else {
            emit(Op.EMPTY, empty.of(schema).values(), empty.of(schema).levels());
        }
    }

    private void array(Schema schema) {
        Schema item = schema.getElementType();
        if (sizes.of(item) == 0) {
            emit(Op.EMPTY_ITEMS, empty.of(item).values(), empty.of(item).levels());
            return;
        }
        emit(Op.BLOCKS, number(item.getType() == Schema.Type.RECORD ? item : schema), sizes.of(item));
    }

    private void union(List<Schema> branches, Consumer<Schema> branch) {
        emit(Op.UNION, branches.size());
        int table = size;
        emit(new int[branches.size()]);
        List<Integer> exits = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            code[table + i] = size;
            branch.accept(branches.get(i));
            boolean empty = code[table + i] == size;
            exits.add(empty ? table + i : size + 1);
            if (!empty) {
                emit(Op.JUMP, 0);
            }
        }
        for (int exit : exits) {
            code[exit] = size;
        }
    }

    private int number(Schema schema) {
        return numbers.computeIfAbsent(schema, added -> {
            routines.add(added);
            return routines.size() - 1;
        });
    }

    private void emit(int... ints) {
        if (size + ints.length > code.length) {
            code = Arrays.copyOf(code, 2 * code.length + ints.length);
        }
        System.arraycopy(ints, 0, code, size, ints.length);
        size += ints.length;
    }
}
