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

    /** An int that is asked for. Operand: its index. */
    static final int PICK_INT = 19;
    /** A long that is asked for. Operand: its index. */
    static final int PICK_LONG = 20;
    /** A string that is asked for. Operand: its index. */
    static final int PICK_STRING = 21;
    /** A boolean that is asked for. Operand: its index. */
    static final int PICK_BOOLEAN = 22;
    /** A float or a double that is asked for. Operands: its index, and its bytes. */
    static final int PICK_REAL = 23;
    /** A symbol that is asked for. Operands: its index, and the number of the enum. */
    static final int PICK_SYMBOL = 24;
    /** What follows is asked for, but is no such value. Operand: its index. */
    static final int PICK_OTHER = 25;

    /** The event time is the int or long that was asked for. Operands: its index, and the ordinal of its unit. */
    static final int TIME_OF_NUMBER = 26;
    /** The event time is the string that was asked for. Operand: its index. */
    static final int TIME_OF_TEXT = 27;

    private Op() {}
}
