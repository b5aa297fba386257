package slipway.build.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Answers what it was told to, in order, and remembers what it was asked.
public final class ScriptedDownloads implements Downloads {

    /// The headers of each question.
    public final List<Map<String, String>> asked = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    /// @param headers `Name: value`
    public ScriptedDownloads answer(int status, String body, String... headers) {
        return answer(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), headers);
    }

    public ScriptedDownloads answer(int status, InputStream body, String... headers) {
        var named = new LinkedHashMap<String, String>();
        for (String header : headers) named.put(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        answers.add(new Scripted(status, named, body));
        return this;
    }

    /// A body that breaks off.
    public ScriptedDownloads broken(String beginning) {
        byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
        return answer(200, new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == bytes.length) throw new IOException("reset by peer");
                return bytes[at++];
            }
        });
    }

    @Override
    public Answer get(URI address, SequencedMap<String, String> headers) {
        asked.add(Map.copyOf(headers));
        if (answers.isEmpty()) throw new AssertionError("asked for " + address + ", which nobody expected");
        return answers.remove();
    }

    private record Scripted(int status, Map<String, String> headers, InputStream body) implements Answer {
        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
