// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.instance.TopKeys;
import java.util.concurrent.CompletableFuture;

/** The other instances of the application. */
interface Peers {
    /** What the partitions of the one at {@code address}, a {@code host:port}, say; fails when it does not answer in time. */
    CompletableFuture<TopKeys> ask(String address, String pipeline, TopQuery query);
}
