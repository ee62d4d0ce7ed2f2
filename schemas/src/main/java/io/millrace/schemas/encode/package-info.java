// SPDX-License-Identifier: Apache-2.0
/** How JSON becomes the value of an event: for whoever sends events, such as {@code feed} and the gateway. Knows nothing of batches. */
package io.millrace.schemas.encode;
