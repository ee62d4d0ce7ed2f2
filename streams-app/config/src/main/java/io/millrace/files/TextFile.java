// SPDX-License-Identifier: Apache-2.0
package io.millrace.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;

/** A file in UTF-8, as a person writes it: some editors put a byte-order mark first, which would become part of the first key. */
public final class TextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /** All of it, without a byte-order mark; throws {@link ConfigException} naming it as {@code what}. */
    public static String read(String what, Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (NoSuchFileException e) {
            throw new ConfigException("Cannot read " + what + " " + file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new ConfigException("Cannot read " + what + " " + file + ": it is not in UTF-8");
        } catch (IOException e) {
            throw new ConfigException("Cannot read " + what + " " + file + ": " + e);
        }
    }
}
