// SPDX-License-Identifier: Apache-2.0
/** The stream processes of an application, queried and controlled through their admin ports. */
package io.millrace.operations.instances;
