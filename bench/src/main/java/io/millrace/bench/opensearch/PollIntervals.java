// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the consumers of a worker's connectors say of the time between two of their polls. */
final class PollIntervals implements AutoCloseable {
    private static final String CONSUMERS = "kafka.consumer:type=consumer-metrics,client-id=connector-consumer-*";

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private PollIntervals(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /** Of a worker that we have started ourselves, hence trusted. */
    @SuppressWarnings("BanJNDI")
    static PollIntervals of(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            return new PollIntervals(
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
        } finally {
            machine.detach();
        }
    }

    /** In milliseconds, the longest of all consumers in about the last half minute; 0 before the second poll. */
    double longest() throws IOException, JMException {
        double longest = 0;
        for (ObjectName consumer : beans.queryNames(new ObjectName(CONSUMERS), null)) {
            double millis = (Double) beans.getAttribute(consumer, "time-between-poll-max");
            longest = Double.isNaN(millis) ? longest : Math.max(longest, millis);
        }
        return longest;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
