package io.millrace.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Where the objects go, and what an operator is told when it takes none.
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

    /** Why a request has failed, and what would mend it. */
    String explain(Throwable cause) {
        if (cause instanceof AwsServiceException answer) {
            return this + " answers " + answered(answer) + "; " + remedy(answer);
        }
        if (S3Failures.lacksCredentials(cause)) {
            return "there are no credentials for the bucket " + bucket + ": set " + S3SinkConfig.ACCESS_KEY_ID + " and "
                    + S3SinkConfig.SECRET_ACCESS_KEY
                    + ", or give the worker some that the SDK's default chain finds; each of its providers said "
                    + looked(cause.getMessage());
        }
        return this + " gives no answer that counts: " + cause.getMessage();
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
            return "it is in the region " + other.get() + ", and " + S3SinkConfig.REGION + " is " + region + ": set "
                    + S3SinkConfig.REGION + "=" + other.get()
                    + (endpoint == null ? "" : ", and " + S3SinkConfig.ENDPOINT + " to that region's");
        }
        return switch (S3Failures.code(answer)) {
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidTokenId", "InvalidSecurity" ->
                "correct " + S3SinkConfig.ACCESS_KEY_ID + " and " + S3SinkConfig.SECRET_ACCESS_KEY
                        + ", or the credentials that the worker has";
            case "EntityTooLarge" -> "the object is larger than it takes: make batches smaller";
            default -> remedy(answer.statusCode());
        };
    }

    private static String remedy(int status) {
        return switch (status) {
            case 301, 307, 308 ->
                "the bucket is elsewhere: correct " + S3SinkConfig.REGION + " or " + S3SinkConfig.ENDPOINT;
            case 403 ->
                "the credentials need s3:PutObject and s3:ListBucket on the bucket, and its policy must not deny them";
            case 404 ->
                "create the bucket, or correct " + S3SinkConfig.BUCKET + ", " + S3SinkConfig.ENDPOINT + " or "
                        + S3SinkConfig.PATH_STYLE;
            case 405, 501, 505 ->
                S3SinkConfig.ENDPOINT + " must be that of an S3 with PutObject, HeadBucket and ListObjectsV2";
            case 413 -> "the object is larger than it, or a proxy before it, takes: make batches smaller";
            default -> "correct the s3.* settings, or what stands between the worker and the bucket";
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
