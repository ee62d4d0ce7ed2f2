package io.millrace.ops;

/**
 * Compares the objects of one pipeline with its batches. Objects never change once they are right, so each is looked into
 * once, however many rounds there are. A round is {@link #begin}, then every object, then {@link #delivery}.
 */
final class Deliveries {
    private final Conservation books;
    private long wrong;
    private String firstWrong;
    private long repeated;
    private long strays;

    Deliveries(Conservation books) {
        this.books = books;
    }

    void begin() {
        wrong = 0;
        firstWrong = null;
        repeated = 0;
        strays = 0;
    }

    /** The batch to compare the object of this key with, or null when there is nothing more to find out about it. */
    SeenBatch claim(String key) {
        String id = ObjectLayout.batchId(key);
        SeenBatch batch = id == null ? null : books.find(id);
        if (batch == null) {
            strays++;
            return null;
        }
        return key.equals(batch.object) ? null : batch;
    }

    /** The object of this key is not {@code batch}, because of {@code fault}; or is it, when that is null. */
    void judge(SeenBatch batch, String key, String fault) {
        if (fault != null) {
            wrong++;
            firstWrong = firstWrong == null ? key + ' ' + fault : firstWrong;
        } else if (batch.object == null) {
            batch.object = key;
        } else {
            repeated++;
        }
    }

    Delivery delivery() {
        long delivered = 0;
        long undelivered = 0;
        String first = null;
        for (SeenBatch batch : books.batches()) {
            if (batch.object != null) {
                delivered += batch.events;
            } else if (!books.isParked(batch)) {
                undelivered++;
                first = first == null || batch.id.compareTo(first) < 0 ? batch.id : first;
            }
        }
        return new Delivery(delivered, undelivered, first, wrong, firstWrong, repeated, strays);
    }
}
