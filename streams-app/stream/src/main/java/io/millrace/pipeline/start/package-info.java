// SPDX-License-Identifier: Apache-2.0
/** What a start checks and tidies up before a pipeline starts. */
package io.millrace.pipeline.start;
