// SPDX-License-Identifier: Apache-2.0
package io.millrace.admin;

import io.millrace.instance.InstanceStatus;
import io.millrace.profile.Profile;

/** What the endpoint works on. */
public interface Switchable {
    InstanceStatus status();

    /**
     * Starts to switch and returns at once. Throws {@link SwitchRefusedException}, and changes nothing, when that is not possible
     * or another switch is in progress.
     */
    void switchTo(Profile profile);
}
