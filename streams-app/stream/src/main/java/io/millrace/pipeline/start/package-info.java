// SPDX-License-Identifier: Apache-2.0
/**
 * What a start asks and tidies up before a pipeline begins.
 */
package io.millrace.pipeline.start;
