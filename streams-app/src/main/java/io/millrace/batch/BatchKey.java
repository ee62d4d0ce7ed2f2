package io.millrace.batch;

/**
 * What events must share to lie in one batch, within a partition.
 *
 * @param windowStart epoch milliseconds
 * @param schemaId −1 for JSON
 */
record BatchKey(long windowStart, int schemaId) {}
