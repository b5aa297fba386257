package slipway.build.operation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import slipway.build.files.CopyLayout;
import slipway.build.files.FileSource;
import slipway.build.files.Selection;
import slipway.image.Digest;
import slipway.image.layer.ArchiveReader;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.ReadLimits;

/// The archives that one `ADD` unpacks. Their files' bytes lie in temporary files until the layer is written.
final class UnpackedArchives implements AutoCloseable {

    private final Path temporary;
    private final List<ArchiveReader.Spooled> spooled = new ArrayList<>();

    UnpackedArchives(Path temporary) {
        this.temporary = temporary;
    }

    /// Puts what is in an archive under `target`.
    ///
    /// @return whether the file is an archive; if not, nothing was done
    boolean unpack(Selection selection, FileSource files, CopyLayout layout, String target) throws IOException {
        Entry file = selection.entry();
        if (!file.is(Entry.Kind.FILE) || file.size() == 0 || !ArchiveReader.isArchive(files.content(file))) return false;
        try (InputStream in = files.content(file).open()) {
            ArchiveReader.Spooled archive = ArchiveReader.spool(in, ReadLimits.DEFAULT, temporary);
            spooled.add(archive);
            var members = new ArchiveFiles(archive, archive.tree());
            for (Entry entry : archive.entries()) {
                // A hard link is a file like the one it names; the layout finds out that they are one.
                Entry member = entry.is(Entry.Kind.HARD_LINK) ? members.tree.lookup(entry.path()).orElseThrow() : entry;
                layout.unpack(member, members, target);
            }
        }
        return true;
    }

    private record ArchiveFiles(ArchiveReader.Spooled archive, FileTree tree) implements FileSource {
        @Override
        public Map<String, Digest> digests(List<Entry> files) {
            return files.stream().collect(Collectors.toMap(Entry::path, file -> file.content().orElseThrow()));
        }

        @Override
        public Content content(Entry file) {
            return archive.content(file);
        }
    }

    @Override
    public void close() throws IOException {
        for (ArchiveReader.Spooled archive : spooled) archive.close();
    }
}
