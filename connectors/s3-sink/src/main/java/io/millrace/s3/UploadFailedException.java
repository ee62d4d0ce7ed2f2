package io.millrace.s3;

/** A batch did not become an object, or nobody knows whether it did; the cause is what {@link S3Failures} judges. */
final class UploadFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    UploadFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
