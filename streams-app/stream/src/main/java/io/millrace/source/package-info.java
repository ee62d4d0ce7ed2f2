// SPDX-License-Identifier: Apache-2.0
/**
 * How events come in: in runs. Kafka Streams pays for each record with an object, a queue, a timestamp, sensors and a hop from
 * processor to processor, which is more than it takes to check an event and append it to a batch. So the consumer that it reads
 * events with hands out many events of one partition as one record, and the first processor takes them apart. What is committed stays
 * exact: a run has the offset of its first event, and Kafka Streams commits between records only.
 *
 * <p>Before it: the source topic. After it: {@code topology}, whose first processor takes runs.
 */
package io.millrace.source;
