// SPDX-License-Identifier: Apache-2.0
/**
 * A pipeline's application begins anew: its offsets go to where they are told, its state and internal topics go, and so does the record of
 * its topology. Nothing that the pipeline has written for others is touched.
 */
package io.millrace.operations.reset;
