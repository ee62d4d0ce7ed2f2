// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of a file that may change at any time. One that cannot be used changes nothing: the last usable one stays in effect. */
public final class ClientsFile {
    private static final Logger LOG = LoggerFactory.getLogger(ClientsFile.class);

    private final Path file;
    private final Map<String, Quota> quotas = new HashMap<>();
    private volatile Clients clients;
    private volatile long loadedAt;
    private FileStamp seen;

    /** Reads it; throws when that cannot be done. */
    public ClientsFile(Path file) throws IOException, ClientsFileException {
        this.file = file;
        seen = FileStamp.of(file);
        load();
    }

    private void load() throws IOException, ClientsFileException {
        clients = ClientsReader.read(file, quotas, System.nanoTime());
        loadedAt = System.currentTimeMillis();
    }

    /** Reads it again if it has changed. To be called by one thread, about once a second. */
    public void check() {
        try {
            FileStamp now = FileStamp.of(file);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            load();
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("tokens", clients.tokens().size())
                    .log("The clients file was read again");
        } catch (IOException | ClientsFileException e) {
            if (seen != null) {
                LOG.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("why", e.getMessage())
                        .log("The clients file cannot be used; what it said before stays in effect");
            }
            seen = e instanceof IOException ? null : seen;
        }
    }

    Clients clients() {
        return clients;
    }

    /** When it was last read without a fault, in epoch milliseconds. */
    public long loadedAt() {
        return loadedAt;
    }
}
