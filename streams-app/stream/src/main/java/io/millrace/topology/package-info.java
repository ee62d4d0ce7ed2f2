// SPDX-License-Identifier: Apache-2.0
/** The map: which stage follows which, and what everything is called. Sees all stages; no stage sees it. */
package io.millrace.topology;
