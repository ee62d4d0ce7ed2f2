// SPDX-License-Identifier: Apache-2.0
/**
 * What each profile promises and what it costs, on one broker and on three, with the settings of the profile in every
 * client and topic, and with leaders killed. Not to be confused with {@link io.millrace.bench.profile}, which looks at where
 * time goes.
 */
package io.millrace.bench.profiles;
