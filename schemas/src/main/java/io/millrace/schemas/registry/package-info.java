// SPDX-License-Identifier: Apache-2.0
/**
 * The schema registry as stream, commands and sinks see it: how it is reached ({@link
 * io.millrace.schemas.registry.RegistryConnection}), how a schema is found by its id ({@link
 * io.millrace.schemas.registry.SchemaLookup}), and what a failure of it means ({@link
 * io.millrace.schemas.registry.RegistryFailure}). One meaning for all, so that the sinks accept what the stream has accepted.
 */
package io.millrace.schemas.registry;
