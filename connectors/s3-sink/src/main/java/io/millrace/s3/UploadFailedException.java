// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

/** A batch was not stored, or nobody knows whether it was; {@link S3Failures} classifies the cause. */
final class UploadFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    UploadFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
