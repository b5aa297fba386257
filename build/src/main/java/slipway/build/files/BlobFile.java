package slipway.build.files;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipway.build.remote.RemoteFile;
import slipway.build.remote.RemoteFiles;
import slipway.image.Blobs;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;

/// One file that was downloaded: readable by root alone, and as old as the server says.
public final class BlobFile implements FileSource {

    private static final int MODE = 0600;

    private final RemoteFile file;
    private final Blobs blobs;
    private final FileTree tree;

    public BlobFile(String name, RemoteFile file, Blobs blobs) {
        this.file = file;
        this.blobs = blobs;
        long modified = file.modified().map(Instant::getEpochSecond).orElse(0L);
        Entry entry = Entry.file(name, MODE, 0, 0, file.size(), modified).withContent(file.digest());
        this.tree = FileTree.of(List.of(new LayerIndex(List.of(entry))));
    }

    @Override
    public FileTree tree() {
        return tree;
    }

    @Override
    public Map<String, Digest> digests(List<Entry> files) {
        return files.isEmpty() ? Map.of() : Map.of(files.getFirst().path(), file.digest());
    }

    @Override
    public Content content(Entry entry) {
        return () -> blobs.open(RemoteFiles.descriptor(file));
    }
}
