// SPDX-License-Identifier: Apache-2.0
/**
 * What lies on the topics: read to the end as it was at the beginning, and entered into the books.
 */
package io.millrace.operations.verify.topics;
