// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.money;

import io.millrace.plan.figure.Origin;
import java.math.BigDecimal;

/**
 * One item of a bill.
 *
 * @param quantity of {@code unit} in a month
 * @param price of one
 * @param amount their product, to the cent
 */
public record BillLine(
        String item, BigDecimal quantity, String unit, BigDecimal price, BigDecimal amount, Origin origin) {}
