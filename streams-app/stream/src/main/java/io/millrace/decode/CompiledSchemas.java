// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.fields.FieldValues;
import java.util.Arrays;
import org.apache.avro.Schema;

/** The validators of the schemas that one task has met, by id. Not thread-safe; a lookup allocates nothing. */
final class CompiledSchemas {
    private final RegisteredSchemas schemas;
    private final EventTimeRules rules;
    private final FieldValues picked;
    private int[] ids = {};
    private AvroValidator[] validators = {};
    private int last;
    private long waitedMs;

    CompiledSchemas(RegisteredSchemas schemas, EventTimeRules rules, FieldValues picked) {
        this.schemas = schemas;
        this.rules = rules;
        this.picked = picked;
    }

    /** What is waited for the registry counts from here on, for all events of a run together. */
    void beginRun() {
        waitedMs = 0;
    }

    AvroValidator get(int id) throws RejectedException {
        if (last < ids.length && ids[last] == id) {
            return validators[last];
        }
        last = Arrays.binarySearch(ids, id);
        if (last < 0) {
            int at = ~last;
            last = 0;
            add(at, id, AvroValidator.compile(schema(id), rules.field(), rules.unit(), picked));
            last = at;
        }
        return validators[last];
    }

    /** Refused or not, it has taken its time. */
    private Schema schema(int id) throws RejectedException {
        long from = schemas.clock();
        try {
            return schemas.get(id, waitedMs);
        } finally {
            waitedMs += schemas.clock() - from;
        }
    }

    private void add(int at, int id, AvroValidator validator) {
        ids = Arrays.copyOf(ids, ids.length + 1);
        validators = Arrays.copyOf(validators, ids.length);
        System.arraycopy(ids, at, ids, at + 1, ids.length - 1 - at);
        System.arraycopy(validators, at, validators, at + 1, ids.length - 1 - at);
        ids[at] = id;
        validators[at] = validator;
    }
}
