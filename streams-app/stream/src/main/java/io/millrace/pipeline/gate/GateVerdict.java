// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import java.util.List;

/**
 * What a start would find.
 *
 * @param differences one phrase each, of an incompatible topology
 * @param remedy what to do about them; empty for none
 */
public record GateVerdict(Kind kind, List<String> differences, String remedy) {
    /** How the topology relates to the one that the application has run. */
    public enum Kind {
        /** The application has run nothing. */
        NEW,
        COMPATIBLE,
        INCOMPATIBLE,
        /** It has run something before topologies were recorded; a start takes the present one for that. */
        UNRECORDED
    }

    public GateVerdict {
        differences = List.copyOf(differences);
    }

    /** Whether a pipeline that starts so is refused. */
    public boolean isRefused() {
        return kind == Kind.INCOMPATIBLE;
    }

    static GateVerdict first() {
        return new GateVerdict(Kind.NEW, List.of(), "");
    }

    static GateVerdict same() {
        return new GateVerdict(Kind.COMPATIBLE, List.of(), "");
    }

    static GateVerdict unrecorded() {
        return new GateVerdict(Kind.UNRECORDED, List.of(), "");
    }

    static GateVerdict refused(List<String> differences, String remedy) {
        return new GateVerdict(Kind.INCOMPATIBLE, differences, remedy);
    }
}
