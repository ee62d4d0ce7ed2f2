// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements of single steps with JMH: what each costs in time and in bytes allocated, and a baseline where people have
 * another way of doing it. README.md says how to run and to read them.
 *
 * <p>They go through what is public. Two steps have no public door: {@code io.millrace.drain.DrainedStores} and
 * {@code io.millrace.s3.content.ObjectEncoders} lie in this module under the packages they open, which works on a class path, where
 * all of this runs; nothing else depends on this module.
 */
package io.millrace.bench.jmh;
