// SPDX-License-Identifier: Apache-2.0
/**
 * Proves the manifests without a cluster: {@link io.millrace.kubernetes.Kustomize} renders an overlay, {@link io.millrace.kubernetes.Models}
 * binds each document, and {@link io.millrace.kubernetes.Policy} says what is wrong with it.
 */
package io.millrace.kubernetes;
