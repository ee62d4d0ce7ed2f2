// SPDX-License-Identifier: Apache-2.0
/**
 * How one process tells which profile it runs and is told to run another: its endpoint, separate from the public one and protected
 * by a token, and the client of that endpoint. Sees {@code profile} only.
 */
package io.millrace.admin;
