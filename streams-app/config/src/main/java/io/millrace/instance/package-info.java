// SPDX-License-Identifier: Apache-2.0
/**
 * What a stream process and those who look after it tell each other on its admin port.
 */
package io.millrace.instance;
