// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.operations.verify.account.Comparison;
import io.millrace.operations.verify.account.RemovedBatch;
import io.millrace.operations.verify.account.SeenBatch;
import io.millrace.operations.verify.topics.Batches;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;

/** Compares every object of one pipeline with its batch, and inspects those whose batch is gone. */
public final class ObjectInspection {
    private final ObjectStore store;
    private final ObjectLayout layout;
    private final Batches batches;
    private final EventSchemas schemas;
    private final boolean deep;

    /** @param deep whether the bytes of each object are read; otherwise only its metadata, which are then trusted */
    public ObjectInspection(
            ObjectStore store, ObjectLayout layout, Batches batches, EventSchemas schemas, boolean deep) {
        this.store = store;
        this.layout = layout;
        this.batches = batches;
        this.schemas = schemas;
        this.deep = deep;
    }

    /** Shows every object to {@code deliveries}. */
    public void show(DeliveryCheck deliveries) {
        deliveries.begin();
        store.keys(layout.folder(), key -> show(key, deliveries));
    }

    private void show(String key, DeliveryCheck deliveries) {
        String id = ObjectLayout.batchId(key);
        SeenBatch batch = id == null ? null : deliveries.find(id);
        if (id == null || (batch != null && !layout.isPlaceOf(batch, key))) {
            deliveries.stray(key);
        } else if (batch == null) {
            removed(id, key, deliveries);
        } else if (!key.equals(batch.object)) {
            StoredObject object = store.get(key, deep);
            // Removed between the listing and now: not delivered, then.
            if (object != null) {
                deliveries.judge(batch, key, compare(batch, key, object));
            }
        }
    }

    private Comparison compare(SeenBatch batch, String key, StoredObject object) {
        String fault = ObjectContent.metadataFault(batch, object.metadata);
        if (fault == null && deep) {
            fault = ObjectContent.checksumFault(object.metadata, object.body);
        }
        return fault != null || !deep ? Comparison.of(fault) : compareEvents(batch, key, object);
    }

    /** Batches of one id may differ, after a source topic was recreated; the object is one of them. */
    private Comparison compareEvents(SeenBatch batch, String key, StoredObject object) {
        Comparison last = null;
        for (SeenBatch.Place place : batch.places) {
            byte[] value = batches.read(place);
            if (value != null) {
                last = compareEvents(value, key, object.body);
                if (last.equals(Comparison.SAME)) {
                    return last;
                }
            }
        }
        // All may have expired by now, or be on the dead-letter topic only.
        return last == null
                ? Comparison.of(ObjectContent.bodyFault(batch.events, key, object.metadata, object.body))
                : last;
    }

    private Comparison compareEvents(byte[] batch, String key, byte[] body) {
        try {
            return ObjectContent.compare(EventBatch.read(batch), key, body, schemas);
        } catch (MalformedAvroException e) {
            return new Comparison.NotMade("has a batch that cannot be read: " + e.getMessage());
        }
    }

    /** An object of no batch on the topic: of one that the topic held before, or of none at all. */
    private void removed(String id, String key, DeliveryCheck deliveries) {
        if (deliveries.isKnown(key)) {
            deliveries.removedAgain(key);
            return;
        }
        StoredObject object = deliveries.areBatchesRemoved() ? store.get(key, deep) : null;
        RemovedBatch batch = object == null ? null : RemovedBatch.of(id, deliveries.sourceTopic(), object.metadata);
        if (batch == null || !deliveries.areBatchesRemoved(batch.partition())) {
            deliveries.stray(key);
            return;
        }
        String fault = deep ? ObjectContent.bodyFault(batch.events(), key, object.metadata, object.body) : null;
        deliveries.removed(key, batch, fault);
    }
}
