// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.instances;

import io.millrace.config.MillraceConfig;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The processes of the application, as the configuration names them. */
public final class Instances {
    private Instances() {}

    /** Throws {@link ConfigException} saying which key is missing. */
    public static List<InstanceClient> of(MillraceConfig config) {
        List<String> urls = config.admin().instances();
        Password token = config.admin().token();
        if (urls.isEmpty()) {
            throw new ConfigException("Name the admin addresses of the stream processes ("
                    + MillraceConfig.ADMIN_INSTANCES + "=http://host:port,...)");
        }
        if (token == null) {
            throw new ConfigException("The processes require a token (" + MillraceConfig.ADMIN_TOKEN + ")");
        }
        return urls.stream().map(url -> new InstanceClient(url, token.value())).toList();
    }
}
