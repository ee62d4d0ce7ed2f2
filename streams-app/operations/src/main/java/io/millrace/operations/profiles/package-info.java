// SPDX-License-Identifier: Apache-2.0
/**
 * {@code millrace profiles}: what profiles there are, what they come to, which one runs, and the switch from one to another.
 */
package io.millrace.operations.profiles;
