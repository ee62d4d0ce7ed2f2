package io.millrace.ops;

/**
 * Events of one source partition that something is wrong with.
 *
 * @param events how many; fewer than lie between {@code first} and {@code last} when there are good ones among them
 */
public record Gap(int partition, long events, long first, long last) {
    static Gap of(int partition, OffsetSet offsets) {
        return new Gap(partition, offsets.size(), offsets.first(), offsets.last());
    }
}
