// SPDX-License-Identifier: Apache-2.0
package io.millrace.admin;

import io.millrace.instance.InstanceStatus;
import io.millrace.profile.Profile;

/** What the endpoint works on. */
public interface Switchable {
    InstanceStatus status();

    /**
     * Begins to switch and returns at once. Throws {@link SwitchRefusedException}, and changes nothing, when that cannot be
     * or another switch is going on.
     */
    void switchTo(Profile profile);
}
