// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;

/** How objects are packed. What is written makes the same bytes in whatever portions it comes. Thread-safe. */
public interface Compression {
    /** What a packed file's name ends with, with its dot. */
    String suffix();

    String contentType();

    /** Packs what is written into {@code target}; without {@link OutputStream#close} it is no whole file. */
    OutputStream into(OutputStream target) throws IOException;

    /** For the blocks of an Avro container file. */
    CodecFactory codec();
}
