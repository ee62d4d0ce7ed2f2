// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** Reads a clients file: properties {@code <client>.<what>}. */
final class ClientsReader {
    private static final String TOKENS = "token.sha256";
    private static final String SUBJECT = "subject";
    private static final String JWT = "jwt.sub";
    private static final String PIPELINES = "pipelines";
    private static final String QUOTA = "events.per.second";
    private static final int HASH_BYTES = 32;

    private final List<Clients.Token> tokens = new ArrayList<>();
    private final Map<String, Client> subjects = new HashMap<>();
    private final Map<String, Client> jwtSubjects = new HashMap<>();

    private ClientsReader() {}

    /** @param quotas those in use, by client; one that stays the same keeps its debt */
    static Clients read(Path file, Map<String, Quota> quotas, long now) throws IOException, ClientsFileException {
        Properties all = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            all.load(in);
        } catch (IllegalArgumentException e) {
            throw new ClientsFileException("it is not a properties file");
        }
        Map<String, Map<String, String>> byClient = new TreeMap<>();
        for (String key : all.stringPropertyNames()) {
            int dot = key.indexOf('.');
            if (dot < 1) {
                throw new ClientsFileException("the key " + key + " is not <client>.<what>");
            }
            byClient.computeIfAbsent(key.substring(0, dot), client -> new TreeMap<>())
                    .put(key.substring(dot + 1), all.getProperty(key).strip());
        }
        ClientsReader reader = new ClientsReader();
        for (Map.Entry<String, Map<String, String>> client : byClient.entrySet()) {
            reader.add(client.getKey(), client.getValue(), quotas, now);
        }
        return new Clients(reader.tokens, reader.subjects, reader.jwtSubjects);
    }

    private void add(String name, Map<String, String> facts, Map<String, Quota> quotas, long now)
            throws ClientsFileException {
        for (String what : facts.keySet()) {
            if (!List.of(TOKENS, SUBJECT, JWT, PIPELINES, QUOTA).contains(what)) {
                throw new ClientsFileException("there is no such key as " + name + '.' + what);
            }
        }
        Client client =
                new Client(name, pipelines(name, facts.get(PIPELINES)), quota(name, facts.get(QUOTA), quotas, now));
        for (String hash : listed(facts.getOrDefault(TOKENS, ""))) {
            tokens.add(new Clients.Token(hash(name, hash), client));
        }
        if (facts.containsKey(SUBJECT)) {
            put(subjects, name, subject(name, facts.get(SUBJECT)), client);
        }
        if (facts.containsKey(JWT)) {
            put(jwtSubjects, name, facts.get(JWT), client);
        }
    }

    private static void put(Map<String, Client> map, String name, String key, Client client)
            throws ClientsFileException {
        Client other = map.put(key, client);
        if (other != null) {
            throw new ClientsFileException(name + " and " + other.name() + " have the same subject");
        }
    }

    private static Set<String> pipelines(String name, String list) throws ClientsFileException {
        if (list == null || list.isEmpty()) {
            throw new ClientsFileException(name + '.' + PIPELINES + " is missing; * means all");
        }
        return list.equals("*") ? Set.of() : Set.copyOf(listed(list));
    }

    private static List<String> listed(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toList());
    }

    private static Quota quota(String name, String perSecond, Map<String, Quota> quotas, long now)
            throws ClientsFileException {
        if (perSecond == null) {
            quotas.remove(name);
            return null;
        }
        double limit;
        try {
            limit = Double.parseDouble(perSecond);
        } catch (NumberFormatException e) {
            limit = 0;
        }
        if (!(limit > 0) || Double.isInfinite(limit)) {
            throw new ClientsFileException(name + '.' + QUOTA + " is not a number above 0");
        }
        double events = limit;
        return quotas.compute(
                name, (key, old) -> old != null && old.perSecond() == events ? old : new Quota(events, now));
    }

    private static byte[] hash(String name, String hex) throws ClientsFileException {
        try {
            byte[] hash = HexFormat.of().parseHex(hex);
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what might be a token.
        }
        throw new ClientsFileException(name + '.' + TOKENS + " is not a SHA-256 in hexadecimal digits");
    }

    private static String subject(String name, String text) throws ClientsFileException {
        try {
            return Clients.canonical(new X500Principal(text));
        } catch (IllegalArgumentException e) {
            throw new ClientsFileException(
                    name + '.' + SUBJECT + " is not a distinguished name, such as CN=shop,O=Example");
        }
    }
}
