// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

/** Splits the text of rules into words, strings in double quotes, and signs. */
final class Tokens {
    private static final String SIGNS = "=(),;";

    private final String text;
    private int next;

    /** A word, or a sign; {@code text} of a string is without its quotes. */
    record Token(Kind kind, String text, int column) {
        boolean is(String other) {
            return kind != Kind.STRING && text.equals(other);
        }

        @Override
        public String toString() {
            return switch (kind) {
                case END -> "the end";
                case STRING -> '"' + text + '"';
                case WORD, SIGN -> text;
            };
        }
    }

    /** What a token is. */
    enum Kind {
        WORD,
        STRING,
        SIGN,
        END
    }

    Tokens(String text) {
        this.text = text;
    }

    Token next() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        int from = next;
        if (from == text.length()) {
            return new Token(Kind.END, "", from + 1);
        }
        if (text.charAt(from) == '"') {
            return string();
        }
        if (text.startsWith("->", from) || text.startsWith(">=", from)) {
            next += 2;
            return new Token(Kind.SIGN, text.substring(from, next), from + 1);
        }
        if (isSign(from)) {
            next++;
            return new Token(Kind.SIGN, text.substring(from, next), from + 1);
        }
        while (next < text.length() && !isEndOfWord(next)) {
            next++;
        }
        return new Token(Kind.WORD, text.substring(from, next), from + 1);
    }

    private boolean isSign(int at) {
        return SIGNS.indexOf(text.charAt(at)) >= 0;
    }

    private boolean isEndOfWord(int at) {
        char c = text.charAt(at);
        return Character.isWhitespace(c)
                || c == '"'
                || isSign(at)
                || text.startsWith("->", at)
                || text.startsWith(">=", at);
    }

    /** A backslash stands before a quote or a backslash that is meant; before anything else it is one. */
    private Token string() {
        int column = next + 1;
        StringBuilder content = new StringBuilder();
        for (int at = next + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                next = at + 1;
                return new Token(Kind.STRING, content.toString(), column);
            }
            boolean escapes = c == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
            content.append(escapes ? text.charAt(++at) : c);
        }
        throw new RuleException(column, "a string that does not end");
    }
}
