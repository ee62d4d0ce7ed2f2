// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.operations.verify.account.Comparison;
import io.millrace.operations.verify.account.Conservation;
import io.millrace.operations.verify.account.DeliveryBalance;
import io.millrace.operations.verify.account.Listing;
import io.millrace.operations.verify.account.RemovedBatch;
import io.millrace.operations.verify.account.SeenBatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known about the objects of one pipeline. Objects never change once they are right, so each is inspected once, however
 * many rounds there are. A round is {@link #begin}, then every object, then {@link #delivery}.
 */
public final class DeliveryCheck {
    private final Conservation books;
    private final Map<String, RemovedBatch> known = new HashMap<>();
    private final Map<String, RemovedBatch> removed = new HashMap<>();
    private Listing wrong;
    private Listing uncompared;
    private Listing strays;
    private long repeated;

    public DeliveryCheck(Conservation books) {
        this.books = books;
        begin();
    }

    void begin() {
        wrong = Listing.NONE;
        uncompared = Listing.NONE;
        strays = Listing.NONE;
        repeated = 0;
        removed.clear();
        books.batches().forEach(batch -> batch.uncompared = false);
    }

    /** The batch of that id, or null when it is not on the topic. */
    SeenBatch find(String id) {
        return books.find(id);
    }

    String sourceTopic() {
        return books.sourceTopic();
    }

    /** Whether the sink topic may have held batches that it holds no longer. */
    boolean areBatchesRemoved() {
        return books.hasRemovedBatches();
    }

    boolean areBatchesRemoved(int partition) {
        return books.hasRemovedBatches(partition);
    }

    /** An object that belongs to no batch. */
    void stray(String key) {
        strays = strays.with(key);
    }

    /** The object with this key is in the place of {@code batch}. */
    void judge(SeenBatch batch, String key, Comparison comparison) {
        if (comparison instanceof Comparison.Different different) {
            wrong = wrong.with(key + ' ' + different.how());
        } else if (comparison instanceof Comparison.NotMade notMade) {
            uncompared = uncompared.with(key + ' ' + notMade.why());
            batch.uncompared = true;
        } else if (batch.object == null) {
            batch.object = key;
        } else {
            repeated++;
        }
    }

    /** Whether {@link #removed} was called for the object and found no fault with it. */
    boolean isKnown(String key) {
        return known.containsKey(key);
    }

    void removedAgain(String key) {
        removed(key, known.get(key), null);
    }

    /** An object of a batch that the topic no longer holds; {@code fault} is null when there is none. */
    public void removed(String key, RemovedBatch batch, String fault) {
        if (fault != null) {
            wrong = wrong.with(key + ' ' + fault);
            return;
        }
        known.put(key, batch);
        if (removed.put(batch.id(), batch) != null) {
            repeated++;
        }
    }

    /** Batches known only from objects. */
    public Collection<RemovedBatch> removed() {
        return removed.values();
    }

    public DeliveryBalance delivery() {
        long delivered = 0;
        Listing undelivered = Listing.NONE;
        for (SeenBatch batch :
                books.batches().stream().sorted(SeenBatch.BY_PLACE).toList()) {
            if (batch.object != null) {
                delivered += batch.events;
            } else if (batch.isDue && !books.isParked(batch, Conservation.OBJECTS) && !batch.uncompared) {
                undelivered = undelivered.with(batch.id);
            }
        }
        return new DeliveryBalance(delivered, undelivered, wrong, uncompared, repeated, strays);
    }
}
