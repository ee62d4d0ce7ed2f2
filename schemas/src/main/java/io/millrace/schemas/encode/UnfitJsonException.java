// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

/** A JSON value does not fit its Avro schema. Says where and what kind of value, never the value; no stack trace. */
public final class UnfitJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String what;

    UnfitJsonException(String what) {
        this("", what);
    }

    private UnfitJsonException(String path, String what) {
        super(path.isEmpty() ? what : "field " + path + ": " + what, null, false, false);
        this.path = path;
        this.what = what;
    }

    /** The same, seen from the value around it: {@code step} is a field's name or an index in brackets. */
    UnfitJsonException in(String step) {
        boolean joined = path.isEmpty() || path.startsWith("[");
        return new UnfitJsonException(joined ? step + path : step + '.' + path, what);
    }
}
