// SPDX-License-Identifier: Apache-2.0
/** Delivery to PostgreSQL, on one server that forces each commit to disk, beside loaders that have their rows ready. */
package io.millrace.bench.postgres;
