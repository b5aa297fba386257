package slipway.cli.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// Reads files of text that people write, none of which is large.
final class TextFiles {

    private static final int MOST = 16 << 20;

    private TextFiles() {}

    static Source read(String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(name, in);
        }
    }

    /// Reads a stream to its end.
    static Source read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) throw new SlipwayException.BadInput(Problem.of(name + " is too large to be a Dockerfile"));
        try {
            return Source.of(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new SlipwayException.BadInput(Problem.of(name + " is not UTF-8 text").hint("is it a Dockerfile?"), e);
        }
    }
}
