// SPDX-License-Identifier: Apache-2.0
/**
 * A profile: settings that belong together, each with its reason, as a properties file. Says nothing about what the keys mean;
 * {@code config} puts the operator's own settings on top of it and checks the result. Depends on nothing else in Millrace.
 */
package io.millrace.profile;
