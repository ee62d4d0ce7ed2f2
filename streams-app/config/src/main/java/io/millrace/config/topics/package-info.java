// SPDX-License-Identifier: Apache-2.0
/**
 * The topics of a pipeline by what they are to it: their roles, their names, and how large their records get. Depends on the wire
 * contract.
 */
package io.millrace.config.topics;
