package slipway.build.run.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipway.build.linux.FileCalls;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;

/// Writes files that are described by entries into an empty directory, as they are: owner, mode, attributes and time.
public final class FileWriting {

    private static final int BUFFER = 1 << 17;

    private final FileCalls calls;
    private final Contents contents;
    private final byte[] buffer = new byte[BUFFER];
    private final Map<String, Entry> written = new HashMap<>();

    /// Finds the bytes of files.
    @FunctionalInterface
    public interface Contents {
        Content of(Entry file) throws IOException;
    }

    private FileWriting(FileCalls calls, Contents contents) {
        this.calls = calls;
        this.contents = contents;
    }

    /// @param entries what a tree has, parents first; one with an empty path says what the directory itself is like. A hard
    ///     link names an entry before it.
    /// @throws slipway.diagnostics.SlipwayException.BadInput when this machine cannot hold one of them
    public static void write(List<Entry> entries, Contents contents, Path directory) throws IOException {
        try (var calls = FileCalls.open()) {
            try (var way = new OpenPath(calls, calls.openRoot(directory))) {
                new FileWriting(calls, contents).write(entries, way);
            }
        }
    }

    private void write(List<Entry> entries, OpenPath way) throws IOException {
        var directories = new ArrayList<Entry>();
        for (Entry entry : entries) {
            if (entry.is(Entry.Kind.DIRECTORY)) {
                directories.add(entry);
                if (!entry.path().isEmpty()) calls.makeDirectory(way.directory(entry.parent()), entry.name());
                continue;
            }
            int parent = way.directory(entry.parent());
            switch (entry.kind()) {
                case FILE -> file(entry, parent);
                case HARD_LINK -> link(entry, way);
                case SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {
                    Trees.makeSpecial(calls, parent, entry.name(), entry);
                    Trees.dress(calls, parent, entry.name(), entry);
                }
                case DIRECTORY, WHITEOUT, OPAQUE -> throw new IllegalArgumentException("not in a tree: " + entry);
            }
        }
        for (Entry directory : directories.reversed()) {
            if (directory.path().isEmpty()) Trees.dress(calls, way.directory(""), ".", directory);
            else Trees.dress(calls, way.directory(directory.parent()), directory.name(), directory);
        }
    }

    private void file(Entry entry, int parent) throws IOException {
        int target = calls.createFile(parent, entry.name());
        try (InputStream in = contents.of(entry).open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) calls.write(target, buffer, 0, count);
        } finally {
            calls.close(target);
        }
        Trees.dress(calls, parent, entry.name(), entry);
        written.put(entry.path(), entry);
    }

    private void link(Entry entry, OpenPath way) throws IOException {
        Entry first = written.get(entry.link());
        if (first == null) throw new IllegalArgumentException("a link to what is not there: " + entry);
        int from = calls.openDirectory(way.directory(first.parent()), ".");
        try {
            calls.hardLink(from, first.name(), way.directory(entry.parent()), entry.name());
        } finally {
            calls.close(from);
        }
    }
}
