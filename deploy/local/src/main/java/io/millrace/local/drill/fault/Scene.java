// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill.fault;

import io.millrace.local.drill.proxy.FaultProxy;
import io.millrace.local.stack.Deployment;
import java.nio.file.Path;

/**
 * What faults can be done to.
 *
 * @param wayToS3 what connectors reach S3 through; {@code verify} goes straight
 * @param data what the servers store, a folder for each
 * @param disk what a server has its data on; null in a stack without
 */
public record Scene(Deployment deployment, FaultProxy wayToS3, Path data, SmallDisk disk) {}
