// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a month costs. Its sum is that of its lines as they are printed, to the cent. */
public final class Bill {
    /** A month of 30 days and ten hours, as clouds count. */
    public static final int HOURS = 730;

    /** In seconds. */
    public static final double MONTH = HOURS * 3_600.0;

    private static final int QUANTITY_DIGITS = 3;
    private static final int CENTS = 2;

    private final Prices prices;
    private final List<BillLine> lines = new ArrayList<>();

    public Bill(Prices prices) {
        this.prices = prices;
    }

    /** {@code quantity} of what {@code price} is of, rounded to a thousandth. */
    public Bill add(String item, double quantity, String unit, Price price) {
        BigDecimal rounded = BigDecimal.valueOf(quantity).setScale(QUANTITY_DIGITS, RoundingMode.HALF_UP);
        BigDecimal amount = rounded.multiply(prices.of(price)).setScale(CENTS, RoundingMode.HALF_UP);
        lines.add(new BillLine(item, rounded, unit, prices.of(price), amount, prices.origin(price)));
        return this;
    }

    public List<BillLine> lines() {
        return List.copyOf(lines);
    }

    public BigDecimal total() {
        return lines.stream().map(BillLine::amount).reduce(BigDecimal.ZERO.setScale(CENTS), BigDecimal::add);
    }

    public String currency() {
        return prices.currency();
    }
}
