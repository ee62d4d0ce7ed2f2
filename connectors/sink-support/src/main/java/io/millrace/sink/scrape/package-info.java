// SPDX-License-Identifier: Apache-2.0
/** Shows the sinks of a Connect worker to Prometheus: reads JMX, which plugins share however they are loaded, and knows no task. */
package io.millrace.sink.scrape;
