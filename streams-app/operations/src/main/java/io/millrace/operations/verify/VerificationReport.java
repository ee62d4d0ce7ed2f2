// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify;

import io.millrace.config.sinks.Sink;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a verification found.
 *
 * @param pipelines by name, in the order they are configured
 * @param findings one sentence each: what is wrong or worth knowing, and what to do
 * @param unchecked sinks of pipelines that were not looked into, since nothing says where they deliver
 */
public record VerificationReport(Map<String, Balance> pipelines, List<String> findings, Set<Sink> unchecked) {
    public VerificationReport {
        pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
        findings = List.copyOf(findings);
        unchecked = Collections.unmodifiableSet(new TreeSet<>(unchecked));
    }

    /** That of the pipeline that is worst off. */
    public Verdict verdict() {
        return pipelines.values().stream().map(Balance::verdict).reduce(Verdict.CONSERVED, Verdict::or);
    }

    public boolean conserved() {
        return verdict() == Verdict.CONSERVED;
    }
}
