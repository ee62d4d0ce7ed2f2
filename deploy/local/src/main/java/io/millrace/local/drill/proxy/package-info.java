// SPDX-License-Identifier: Apache-2.0
/** A TCP proxy that does on command what networks do by themselves. It knows nothing of what passes, and uses nothing but the JDK. */
package io.millrace.local.drill.proxy;
