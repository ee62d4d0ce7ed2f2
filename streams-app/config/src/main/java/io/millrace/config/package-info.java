// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator may set: each key declared once, read from defaults, profile, file, environment and command line,
 * checked as a whole before anything starts. Depends on the wire contract and on profiles.
 */
package io.millrace.config;
