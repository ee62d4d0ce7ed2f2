// SPDX-License-Identifier: Apache-2.0
/** What is in the bucket: read, parsed, and compared with the batch it should contain. */
package io.millrace.operations.verify.objects;
