package slipway.build.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import slipway.image.Digest;
import slipway.image.layer.Content;

/// Hashes many files on as many threads as the machine has cores.
final class FileHashes {

    private static final int BATCH = 64;
    private static final int BUFFER = 1 << 17;

    private FileHashes() {}

    /// The digests of the contents, by the key each came with, in the same order.
    static Map<String, Digest> of(Map<String, Content> contents) throws IOException {
        var entries = List.copyOf(new ArrayList<>(contents.entrySet()));
        var digests = new LinkedHashMap<String, Digest>();
        if (entries.isEmpty()) return digests;
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), (entries.size() + BATCH - 1) / BATCH);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            var batches = new ArrayList<Callable<List<Digest>>>();
            for (int from = 0; from < entries.size(); from += BATCH) {
                var batch = entries.subList(from, Math.min(entries.size(), from + BATCH));
                batches.add(() -> hash(batch.stream().map(Map.Entry::getValue).toList()));
            }
            int at = 0;
            for (Future<List<Digest>> batch : pool.invokeAll(batches)) {
                for (Digest digest : batch.get()) digests.put(entries.get(at++).getKey(), digest);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            if (e.getCause() instanceof RuntimeException unchecked) throw unchecked;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while hashing", e);
        }
        return digests;
    }

    private static List<Digest> hash(List<Content> contents) throws IOException {
        byte[] buffer = new byte[BUFFER];
        MessageDigest hash = Digest.sha256Hash();
        var digests = new ArrayList<Digest>(contents.size());
        for (Content content : contents) {
            try (InputStream in = content.open()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) hash.update(buffer, 0, count);
            }
            digests.add(Digest.ofSha256(hash));
        }
        return digests;
    }
}
