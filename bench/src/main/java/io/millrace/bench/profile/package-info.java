// SPDX-License-Identifier: Apache-2.0
/** What a flight recording says: stacks, flame graphs, the hottest frames. */
package io.millrace.bench.profile;
