// SPDX-License-Identifier: Apache-2.0
/** Reads which events are in the systems that hold each by itself: documents of OpenSearch, rows of PostgreSQL. */
package io.millrace.operations.verify.events;
