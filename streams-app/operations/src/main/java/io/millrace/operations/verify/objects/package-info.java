// SPDX-License-Identifier: Apache-2.0
/**
 * What lies in the bucket: read, taken apart, and compared with the batch it should hold.
 */
package io.millrace.operations.verify.objects;
