// SPDX-License-Identifier: Apache-2.0
/**
 * What is to run ({@code Plan}) and how it comes to run ({@code Deployment}): servers, topics, stream processes, connectors.
 */
package io.millrace.local.stack;
