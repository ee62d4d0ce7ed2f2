// SPDX-License-Identifier: Apache-2.0
/** What a gateway is told, beyond what every process is: its keys, under {@code gateway.}, and what they come to. Sees nothing else. */
package io.millrace.config.gateway;
