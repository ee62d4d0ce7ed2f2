// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Where the objects go, and what an operator is told when they cannot be stored there.
 *
 * @param endpoint null for the region's own
 */
record S3Place(String bucket, URI endpoint, String region) {
    private static final String REGION_HEADER = "x-amz-bucket-region";
    private static final String SAID = ": [";
    private static final Pattern REGION_IN_MESSAGE = Pattern.compile("expecting '([a-z0-9-]+)'");

    static S3Place of(S3SinkConfig config) {
        return new S3Place(
                config.getString(S3SinkConfig.BUCKET), config.endpoint(), config.getString(S3SinkConfig.REGION));
    }

    @Override
    public String toString() {
        return "the bucket " + bucket + " at " + (endpoint == null ? "S3 in " + region : endpoint.toString());
    }

    /** Why a request failed, and how to fix it. */
    String explain(Throwable cause) {
        if (cause instanceof AwsServiceException answer) {
            return this + " answers " + answered(answer) + "; " + remedy(answer);
        }
        if (S3Failures.lacksCredentials(cause)) {
            return "there are no credentials for the bucket " + bucket + ": set " + S3SinkConfig.ACCESS_KEY_ID + " and "
                    + S3SinkConfig.SECRET_ACCESS_KEY
                    + ", or give the worker credentials that the SDK's default chain finds; its providers said "
                    + looked(cause.getMessage());
        }
        return this + " gave no usable answer: " + cause.getMessage();
    }

    /** What each provider of the SDK's chain said, without the list of them before it. */
    private static String looked(String message) {
        return message.substring(message.indexOf(SAID) + 1).strip();
    }

    private static String answered(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        String code = S3Failures.code(answer);
        return answer.statusCode()
                + (code.isEmpty() ? " without a code" : " " + code)
                + (message == null || message.isBlank() ? "" : " (" + message.strip() + ")");
    }

    private String remedy(AwsServiceException answer) {
        Optional<String> other = regionOf(answer).filter(named -> !named.equals(region));
        if (other.isPresent()) {
            return "the bucket is in region " + other.get() + ", but " + S3SinkConfig.REGION + " is " + region
                    + ": set "
                    + S3SinkConfig.REGION + "=" + other.get()
                    + (endpoint == null ? "" : ", and " + S3SinkConfig.ENDPOINT + " to an endpoint of that region");
        }
        return switch (S3Failures.code(answer)) {
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidTokenId", "InvalidSecurity" ->
                "correct " + S3SinkConfig.ACCESS_KEY_ID + " and " + S3SinkConfig.SECRET_ACCESS_KEY
                        + ", or the credentials of the worker";
            case "EntityTooLarge" -> "the object is larger than S3 accepts: make batches smaller with batch.max.bytes";
            default -> remedy(answer.statusCode());
        };
    }

    private static String remedy(int status) {
        return switch (status) {
            case 301, 307, 308 ->
                "the bucket is in another place: correct " + S3SinkConfig.REGION + " or " + S3SinkConfig.ENDPOINT;
            case 403 ->
                "the credentials need s3:PutObject and s3:ListBucket on the bucket, and its policy must not deny them";
            case 404 ->
                "create the bucket, or correct " + S3SinkConfig.BUCKET + ", " + S3SinkConfig.ENDPOINT + " or "
                        + S3SinkConfig.PATH_STYLE;
            case 405, 501, 505 ->
                S3SinkConfig.ENDPOINT + " must point to an S3 server with PutObject, HeadBucket and ListObjectsV2";
            case 413 ->
                "the object is larger than S3 or a proxy in front of it accepts: make batches smaller with"
                        + " batch.max.bytes";
            default -> "check the s3.* settings and any proxy between the worker and the bucket";
        };
    }

    private static Optional<String> regionOf(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        if (details == null) {
            return Optional.empty();
        }
        Optional<String> header = details.sdkHttpResponse() == null
                ? Optional.empty()
                : details.sdkHttpResponse().firstMatchingHeader(REGION_HEADER);
        return header.or(() -> Optional.of(REGION_IN_MESSAGE.matcher(String.valueOf(details.errorMessage())))
                .filter(Matcher::find)
                .map(found -> found.group(1)));
    }
}
