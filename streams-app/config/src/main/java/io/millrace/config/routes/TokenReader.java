// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import io.millrace.config.routes.Tokens.Kind;
import io.millrace.config.routes.Tokens.Token;

/** One token after the other, for a parser that says what it wants; {@link RuleException} tells where it met something else. */
final class TokenReader {
    private final Tokens tokens;
    private Token next;

    TokenReader(String text) {
        tokens = new Tokens(text);
        next = tokens.next();
    }

    /** The one that comes, not taken yet. */
    Token next() {
        return next;
    }

    Token take() {
        Token taken = next;
        next = tokens.next();
        return taken;
    }

    /** Takes it if it is {@code what}; whether it was. */
    boolean skip(String what) {
        if (!next.is(what)) {
            return false;
        }
        take();
        return true;
    }

    void require(String what) {
        if (!skip(what)) {
            throw unexpected(what);
        }
    }

    void requireEnd(String allowed) {
        if (next.kind() != Kind.END) {
            throw unexpected(allowed);
        }
    }

    /** A name, perhaps in quotes; {@code what} says of what. */
    Token name(String what) {
        if (next.kind() != Kind.WORD && next.kind() != Kind.STRING) {
            throw unexpected(what);
        }
        return take();
    }

    RuleException unexpected(String allowed) {
        return new RuleException(next.column(), "met " + next + ", but allowed is " + allowed);
    }
}
