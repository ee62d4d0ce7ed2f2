// SPDX-License-Identifier: Apache-2.0
/**
 * The stream processes of an application, asked and told by their admin ports.
 */
package io.millrace.operations.instances;
