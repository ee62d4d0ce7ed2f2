// SPDX-License-Identifier: Apache-2.0
/** What should run ({@code Plan}) and how it is run ({@code Deployment}): servers, topics, stream processes, connectors. */
package io.millrace.local.stack;
