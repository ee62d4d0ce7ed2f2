// SPDX-License-Identifier: Apache-2.0
/** {@code millrace dlq}: what is parked, and the way back. */
package io.millrace.cli.dlq;
