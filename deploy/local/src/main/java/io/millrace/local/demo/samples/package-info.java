// SPDX-License-Identifier: Apache-2.0
/**
 * The events of the demo, sound ones and flawed ones, from their number alone.
 */
package io.millrace.local.demo.samples;
