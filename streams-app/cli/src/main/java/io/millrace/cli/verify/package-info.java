// SPDX-License-Identifier: Apache-2.0
/** {@code millrace verify}: is every event accounted for, now or all the time? */
package io.millrace.cli.verify;
