// SPDX-License-Identifier: Apache-2.0
/** What an object holds: a batch as packed JSON Lines or as an Avro container file. Knows nothing of S3. */
package io.millrace.s3.content;
