// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import org.apache.avro.Schema;

/** The schemas that Avro events were written with. */
@FunctionalInterface
interface EventSchemas {
    Schema of(int id) throws NoSchemaException;
}
