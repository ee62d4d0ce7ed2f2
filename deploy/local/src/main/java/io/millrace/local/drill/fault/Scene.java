// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.local.drill.proxy.FaultProxy;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import java.nio.file.Path;

/**
 * What faults can be done to.
 *
 * @param plan what the deployment runs
 * @param project the folder of a project of its own, in which the commands find this stack as the one that is up
 * @param wayToS3 what connectors reach S3 through; {@code verify} goes straight
 */
public record Scene(Deployment deployment, Plan plan, Path project, FaultProxy wayToS3) {}
