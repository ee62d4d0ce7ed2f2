// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.frame;

/** How a body holds its events. */
public enum Frame {
    /** The whole body is one. */
    SINGLE {
        @Override
        public Items split(byte[] body, int length, int most) throws MalformedFrameException {
            if (Whitespace.skip(body, 0, length) == length) {
                throw new MalformedFrameException("the body is empty");
            }
            Items items = new Items(body, most);
            items.add(0, length);
            return items;
        }
    },
    /** One on each line. */
    LINES {
        @Override
        public Items split(byte[] body, int length, int most) throws MalformedFrameException {
            return Lines.split(body, length, most);
        }
    },
    /** The elements of a JSON array. */
    ARRAY {
        @Override
        public Items split(byte[] body, int length, int most) throws MalformedFrameException {
            return JsonArray.split(body, length, most);
        }
    },
    /** The elements if it is an array, else the whole. */
    ARRAY_OR_SINGLE {
        @Override
        public Items split(byte[] body, int length, int most) throws MalformedFrameException {
            int start = Whitespace.skip(body, 0, length);
            boolean isArray = start < length && body[start] == '[';
            return (isArray ? ARRAY : SINGLE).split(body, length, most);
        }
    };

    /**
     * The events in the first {@code length} bytes of {@code body}.
     *
     * @throws MalformedFrameException when there are none, or it cannot be told where they end
     * @throws TooManyItemsException for more than {@code most}
     */
    public abstract Items split(byte[] body, int length, int most) throws MalformedFrameException;
}
