// SPDX-License-Identifier: Apache-2.0
/** {@code millrace profiles}: which profiles there are, what they result in, which one is running, and the switch from one to another. */
package io.millrace.operations.profiles;
