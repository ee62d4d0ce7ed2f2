// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery to S3: sink connectors on a real Connect worker beside what one thread can do that only compresses, or only
 * uploads. The worker is the process under test; broker and S3 server are the machine's load.
 */
package io.millrace.bench.s3;
