// SPDX-License-Identifier: Apache-2.0
/** What a pipeline's configuration tells single stages, as values without any knowledge of keys. */
package io.millrace.config.stages;
