// SPDX-License-Identifier: Apache-2.0
/**
 * A real PostgreSQL on this machine: {@link io.millrace.local.postgres.LocalPostgres} unpacks it, keeps its data between starts,
 * and sees to it that no server outlives the JVM. {@link io.millrace.local.postgres.Main} is that JVM in the local stack; tests
 * use the class directly.
 */
package io.millrace.local.postgres;
