package io.millrace.ops.doctor;

/** One thing that must be right. */
record Check(String name, Rule rule) {
    /** Looks at what is known, and at nothing else. */
    interface Rule {
        void look(Examination at, Findings found);
    }

    Findings look(Examination at) {
        Findings found = new Findings(name);
        rule.look(at, found);
        return found;
    }
}
