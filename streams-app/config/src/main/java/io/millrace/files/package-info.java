// SPDX-License-Identifier: Apache-2.0
/**
 * Files of settings: read as text, written whole and for their owner alone.
 */
package io.millrace.files;
