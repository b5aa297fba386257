package slipway.build.operation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import slipway.build.files.FileSource;
import slipway.build.run.execute.UserDatabase;
import slipway.image.layer.Entry;

/// The users of a stack of layers.
final class Users {

    private static final int MAX_BYTES = 4 << 20;

    private Users() {}

    static UserDatabase of(Stack stack) throws IOException {
        return UserDatabase.parse(text(stack, "etc/passwd"), text(stack, "etc/group"));
    }

    private static String text(Stack stack, String path) throws IOException {
        Optional<Entry> file = stack.tree().resolve(path).filter(entry -> entry.is(Entry.Kind.FILE));
        if (file.isEmpty()) return "";
        FileSource files = stack.files();
        try (InputStream in = files.content(file.get()).open()) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }
}
