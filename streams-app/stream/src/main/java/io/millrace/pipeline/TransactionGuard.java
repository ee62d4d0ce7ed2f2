// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;

/**
 * A producer that commits no transaction in which anything has failed. When the commit of offsets or a send times out, Kafka Streams
 * 4.3.1 calls the tasks corrupted, and before it closes them it commits the transaction that is under way, for the sake of the other
 * tasks of the thread: what the corrupted ones have sent becomes visible without their offsets, and is sent again.
 */
final class TransactionGuard implements InvocationHandler {
    private final Producer<byte[], byte[]> producer;
    private final Runnable committed;
    private Throwable failure;

    private TransactionGuard(Producer<byte[], byte[]> producer, Runnable committed) {
        this.producer = producer;
        this.committed = committed;
    }

    /** @param committed is called after each commit, in the thread that committed */
    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> over(Producer<byte[], byte[]> producer, Runnable committed) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                TransactionGuard.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                new TransactionGuard(producer, committed));
    }

    /** The stream thread alone calls what belongs to a transaction. */
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (failure != null && name.equals("commitTransaction")) {
            throw new TransactionFailedException(failure);
        }
        try {
            Object result = method.invoke(producer, arguments);
            if (name.equals("abortTransaction") || name.equals("initTransactions")) {
                failure = null;
            } else if (name.equals("commitTransaction")) {
                committed.run();
            }
            return result;
        } catch (InvocationTargetException e) {
            failure = e.getCause();
            throw e.getCause();
        }
    }
}
