// SPDX-License-Identifier: Apache-2.0
/** The stream processes of an application, queried and controlled through their admin ports, and queried through their HTTP ports. */
package io.millrace.operations.instances;
