// SPDX-License-Identifier: Apache-2.0
/** What is on the topics: read up to the end as it was at the start, and entered into the books. */
package io.millrace.operations.verify.topics;
