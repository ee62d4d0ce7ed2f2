// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.money;

/** What a price file has a price for. */
public enum Price {
    CORE_HOUR("core.hour"),
    MEMORY_GB_HOUR("memory.gb.hour"),
    DISK_GB_MONTH("disk.gb.month"),
    OBJECT_GB_MONTH("object.gb.month"),
    PUT_THOUSAND("put.thousand"),
    GET_THOUSAND("get.thousand"),
    /** Both ends together. */
    CROSS_ZONE_GB("cross.zone.gb");

    private final String key;

    Price(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
