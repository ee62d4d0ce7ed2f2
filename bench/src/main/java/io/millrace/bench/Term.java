package io.millrace.bench;

/** One figure of one run. */
public record Term(String run, Figure figure) {}
