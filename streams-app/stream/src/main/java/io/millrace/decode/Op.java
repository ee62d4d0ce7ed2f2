// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

/** The steps of an {@link AvroValidator}'s program; operands follow in the next ints. */
final class Op {
    static final int RETURN = 0;
    static final int BOOLEAN = 1;
    static final int INT = 2;
    static final int LONG = 3;
    static final int BYTES = 4;
    /** Operand: how many bytes. Also float and double. */
    static final int FIXED = 5;
    /** Operand: how many symbols. */
    static final int ENUM = 6;
    /** Operands: how many branches, then the address of each. */
    static final int UNION = 7;
    /** Operand: the address. */
    static final int JUMP = 8;
    /** Operand: the routine. */
    static final int RECORD = 9;
    /** An array or a map. Operands: the routine of an item, and how many bytes, not zero, an item takes at least. */
    static final int BLOCKS = 10;
    /** The event time, as an int. Operand: the ordinal of its unit. */
    static final int INT_TIME = 11;
    /** The event time, as a long. Operand: the ordinal of its unit. */
    static final int LONG_TIME = 12;
    /** The event time, as ISO 8601. */
    static final int TEXT = 13;
    /** Must be UTF-8. */
    static final int STRING = 14;
    /** One level deeper. */
    static final int ENTER = 15;
    /** One level less deep. */
    static final int LEAVE = 16;
    /** A record that takes no byte. Operands: how many values it counts for, and how many levels. */
    static final int EMPTY = 17;
    /** An array of items that take no byte. Operands: how many values an item counts for, and how many levels. */
    static final int EMPTY_ITEMS = 18;

    /** The value that follows is asked for. Operands: its index, and the ordinal of its kind. */
    static final int PICK = 19;
    /** A symbol that is asked for. Operands: its index, and the number of the enum. */
    static final int PICK_SYMBOL = 20;

    private Op() {}
}
