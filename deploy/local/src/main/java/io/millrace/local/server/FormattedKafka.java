// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of a broker that may be new: formats its storage, then serves, in one process instead of two. It is on the class
 * path of Kafka and therefore uses nothing but the JDK. Arguments are the configuration file and the id of the cluster.
 */
public final class FormattedKafka {

    private FormattedKafka() {}

    public static void main(String[] args) throws Throwable {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", args[1], "--config", args[0]};
        try {
            Object exitCode = Class.forName("kafka.tools.StorageTool")
                    .getMethod("execute", String[].class, PrintStream.class)
                    .invoke(null, format, System.out);
            if (!exitCode.equals(0)) {
                System.exit((int) exitCode);
            }
            Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {args[0]});
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
