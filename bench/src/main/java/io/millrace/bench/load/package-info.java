// SPDX-License-Identifier: Apache-2.0
/** Sends events at moments fixed beforehand and reads what comes out, for the runs that measure time rather than throughput. */
package io.millrace.bench.load;
