// SPDX-License-Identifier: Apache-2.0
package io.millrace.instance;

import java.util.Map;

/** A profile as it travels: by its settings, so that the process needs no file of its own. */
public record SwitchRequest(String profile, Map<String, String> settings) {}
