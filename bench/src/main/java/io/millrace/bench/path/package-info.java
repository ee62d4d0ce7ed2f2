// SPDX-License-Identifier: Apache-2.0
/** The whole path from a producer to objects in S3 or rows in PostgreSQL, all of it on one machine, at a rate that it must sustain. */
package io.millrace.bench.path;
