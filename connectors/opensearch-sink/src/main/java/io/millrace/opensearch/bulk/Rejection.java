// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.sink.payload.BatchRefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a document was rejected, in words that hold none of it: reasons quote values, and names of fields where they are plain. */
public final class Rejection {
    private static final String FIELD = "\\[([A-Za-z0-9_.@-]{1,100})]";
    private static final Pattern WRONG_TYPE =
            Pattern.compile("^failed to parse field " + FIELD + " of type \\[([a-z_]+)]");
    private static final Pattern NOT_ALLOWED = Pattern.compile("dynamic introduction of " + FIELD + " within ");
    private static final Pattern FIELD_LIMIT = Pattern.compile("^Limit of total fields \\[\\d+]");

    private Rejection() {}

    public static BatchRefusedException of(int status, String type, String reason) {
        String what = status + (type.isEmpty() ? "" : " " + type);
        String detail = detail(reason);
        return new BatchRefusedException(
                DeadLetterReason.SINK_REJECTED,
                "The document is refused with " + what + (detail.isEmpty() ? "" : ": " + detail));
    }

    private static String detail(String reason) {
        Matcher wrongType = WRONG_TYPE.matcher(reason);
        if (wrongType.find()) {
            return "the field " + wrongType.group(1) + " does not fit the mapping's type " + wrongType.group(2);
        }
        Matcher notAllowed = NOT_ALLOWED.matcher(reason);
        if (notAllowed.find()) {
            return "the mapping is strict and has no field " + notAllowed.group(1);
        }
        return FIELD_LIMIT.matcher(reason).find() ? "it has fields beyond the index's limit" : "";
    }
}
