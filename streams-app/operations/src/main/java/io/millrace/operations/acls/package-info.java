// SPDX-License-Identifier: Apache-2.0
/**
 * Which rights each part of Millrace needs on a cluster with an authorizer: worked out from the configuration alone, without asking the
 * cluster. {@link io.millrace.operations.acls.AclPlan} is the way in; commands show what it returns.
 */
package io.millrace.operations.acls;
