// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.config.StreamsApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that an earlier run of this process left open. Its ids are nobody's any more, as each producer has one of its own:
 * readers of what they hold back, the new run among them, would wait for their timeout.
 */
public final class OldTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OldTransactions.class);

    /** Where Kafka Streams keeps the process's id, which is part of its transactional ids. */
    private static final String PROCESS_FILE = "kafka-streams-process-metadata";

    private OldTransactions() {}

    /** To be called by the holder of the lock of the state folder, before it starts. Nothing depends on its success. */
    public static void end(MillraceConfig config, StreamsApplication application) {
        Path file = config.stateFolder().resolve(application.id()).resolve(PROCESS_FILE);
        try {
            String process = new ObjectMapper()
                    .readTree(Files.readAllBytes(file))
                    .path("processId")
                    .asText();
            try (Admin admin = AdminClients.make(config)) {
                end(admin, application.transactions() + process + '-');
            }
        } catch (NoSuchFileException e) {
            // There was no earlier run on this disk.
        } catch (IOException | ExecutionException e) {
            LOG.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log("What an earlier run left open ends with its timeout only");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Admin admin, String prefix) throws ExecutionException, InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        List<String> open = admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .toList();
        if (!open.isEmpty()) {
            admin.fenceProducers(open).all().get();
            LOG.atInfo().addKeyValue("transactionalIds", open).log("Ended transactions that an earlier run left open");
        }
    }
}
