// SPDX-License-Identifier: Apache-2.0
/**
 * A profile: settings that belong together, each with its reason, as a properties file. Says nothing about what the keys
 * mean; {@code config} lays a profile under the operator's own settings and checks it. Depends on nothing of ours.
 */
package io.millrace.profile;
