// SPDX-License-Identifier: Apache-2.0
/** Files of settings: read as text, written atomically and for their owner only. */
package io.millrace.files;
