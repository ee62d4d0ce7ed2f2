// SPDX-License-Identifier: Apache-2.0
/** The events of the demo, sound and flawed, derived from their number alone. */
package io.millrace.local.demo.samples;
