// SPDX-License-Identifier: Apache-2.0
/** Who takes part in the consumer groups of pipelines. */
package io.millrace.operations.members;
