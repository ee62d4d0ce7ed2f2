// SPDX-License-Identifier: Apache-2.0
/** What drills do to a stack, and undo. It knows of no alert. */
package io.millrace.local.drill.fault;
