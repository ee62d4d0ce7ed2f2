// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.bulk.Documents;
import io.millrace.opensearch.bulk.IndexName;
import io.millrace.opensearch.bulk.WriteMode;
import io.millrace.opensearch.client.Access;
import io.millrace.opensearch.client.AccessKeys;
import io.millrace.opensearch.client.Cluster;
import io.millrace.opensearch.mapping.Mappings;
import io.millrace.opensearch.mapping.SchemaMappings;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.payload.DecimalFormat;
import io.millrace.sink.payload.JsonLines;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** What can be set about the OpenSearch sink. */
final class OpenSearchSinkConfig extends AbstractConfig {
    static final String INDEX = AccessKeys.PREFIX + "index";
    static final String ID = AccessKeys.PREFIX + "id";
    static final String WRITE = AccessKeys.PREFIX + "write";
    static final String TIMESTAMP_FIELD = AccessKeys.PREFIX + "timestamp.field";
    static final String MAPPING = AccessKeys.PREFIX + "mapping";
    static final String BULK_MAX_BYTES = AccessKeys.PREFIX + "bulk.max.bytes";
    static final String BULK_MAX_EVENTS = AccessKeys.PREFIX + "bulk.max.events";
    static final String BULK_IN_FLIGHT = AccessKeys.PREFIX + "bulk.in.flight";
    static final ConfigDef DEFINITION = DeliveryConfig.addTo(
            PayloadSchemas.addTo(DecimalFormat.addTo(AccessKeys.addTo(bulks(documents(new ConfigDef()))))));

    OpenSearchSinkConfig(Map<String, String> props) {
        super(DEFINITION, props);
        Access.check(this);
    }

    private static ConfigDef documents(ConfigDef keys) {
        return mapping(writing(keys.define(
                        INDEX,
                        Type.STRING,
                        "{pipeline}-{date}",
                        LambdaValidator.with(
                                (key, value) -> IndexName.check(key, (String) value), () -> IndexName.ALLOWED),
                        Importance.HIGH,
                        "Index, alias or data stream. {pipeline} and {topic} are the batch's, in lower case and with a hyphen for"
                                + " what index names do not hold; {date} is the day on which its window begins, in UTC, as"
                                + " 2015.05.17. Indices by day are deleted as a whole, which is cheap; a change moves new documents"
                                + " only, and a batch redelivered after it is in both places.")
                .define(
                        ID,
                        Type.STRING,
                        "origin",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "origin: a document's id is <sourceTopic>-<partition>-<offset> of its event, so that a redelivered event is"
                                + " the same document. Otherwise a member of the event, a string or number: events that share it"
                                + " are one document, and events without it are dead-lettered.")));
    }

    private static ConfigDef writing(ConfigDef keys) {
        return keys.define(
                        WRITE,
                        Type.STRING,
                        WriteMode.INDEX.key(),
                        ValidString.in(WriteMode.INDEX.key(), WriteMode.CREATE.key(), WriteMode.EXTERNAL_VERSION.key()),
                        Importance.MEDIUM,
                        "What becomes of a document of the same id. index: it is replaced. create: it stays, which data streams"
                                + " demand, and which spares the cluster the work of a redelivery. external-version: the event with"
                                + " the higher offset stays; for ids from a field that is also the events' key, so that all events"
                                + " of an id are in one partition.")
                .define(
                        TIMESTAMP_FIELD,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Member in which documents get their event time, in epoch milliseconds, unless they have one of that name."
                                + " Data streams and most dashboards want @timestamp. Empty: documents are as the events are.");
    }

    private static ConfigDef mapping(ConfigDef keys) {
        return keys.define(
                MAPPING,
                Type.STRING,
                Mappings.OFF,
                ValidString.in(Mappings.OFF, Mappings.CHECK, Mappings.CREATE),
                Importance.MEDIUM,
                "For Avro events, at the first batch of each schema and index. create: an index template"
                        + " millrace-<index pattern> and the index, which is made if it is not there, get the schema's fields. check:"
                        + " the task stops when an index's mapping will not take them. off: mappings are somebody else's, and"
                        + " what they refuse is dead-lettered.");
    }

    private static ConfigDef bulks(ConfigDef keys) {
        return keys.define(
                        BULK_MAX_BYTES,
                        Type.INT,
                        5 * 1024 * 1024,
                        Range.between(1_024, 100 * 1024 * 1024),
                        Importance.MEDIUM,
                        "Bytes of a bulk request; a larger document goes alone. Larger ones cost fewer round trips, and more heap"
                                + " here and there. The cluster's http.max_content_length (100 MB; 10 MB with Amazon's small"
                                + " instances) must exceed it.")
                .define(
                        BULK_MAX_EVENTS,
                        Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "Documents of a bulk request. Fewer keep the cluster's write queue even where documents are tiny.")
                .define(
                        BULK_IN_FLIGHT,
                        Type.INT,
                        2,
                        Range.between(1, 64),
                        Importance.LOW,
                        "Bulk requests of one batch under way at once; with max.in.flight batches, that many times more of the task."
                                + " Each holds its body in memory. More is faster where batches are larger than a bulk.");
    }

    Cluster cluster() {
        return Access.of(this);
    }

    IndexName index() {
        return new IndexName(getString(INDEX));
    }

    WriteMode mode() {
        return WriteMode.of(getString(WRITE));
    }

    Documents.Settings documents(PayloadSchemas schemas) {
        return new Documents.Settings(
                new JsonLines(schemas, DecimalFormat.of(this)), getString(ID), mode(), getString(TIMESTAMP_FIELD));
    }

    Mappings mappings(Cluster cluster, PayloadSchemas schemas) {
        if (getString(MAPPING).equals(Mappings.OFF)) {
            return Mappings.off();
        }
        return new SchemaMappings(
                cluster,
                index(),
                schemas,
                DecimalFormat.of(this),
                getString(MAPPING).equals(Mappings.CREATE),
                getString(TIMESTAMP_FIELD));
    }

    BulkLimits bulkLimits() {
        return new BulkLimits(getInt(BULK_MAX_BYTES), getInt(BULK_MAX_EVENTS), getInt(BULK_IN_FLIGHT));
    }
}
