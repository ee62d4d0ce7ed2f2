// SPDX-License-Identifier: Apache-2.0
/**
 * The life of a stream process: read the configuration, check what it needs, run each pipeline's topology next to the others,
 * answer over HTTP, stop cleanly or fail with the true cause. Sees everything else.
 */
package io.millrace.app;
