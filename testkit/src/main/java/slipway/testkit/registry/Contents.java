package slipway.testkit.registry;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import slipway.image.Digest;

/// What a registry in memory keeps, by repository.
public final class Contents {

    /// A manifest and the media type it was pushed as.
    public record Kept(String mediaType, byte[] bytes) {}

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, Kept> manifests = new ConcurrentHashMap<>();
    private final Map<String, Digest> tags = new ConcurrentSkipListMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger uploadCount = new AtomicInteger();

    public Optional<byte[]> blob(String repository, Digest digest) {
        return Optional.ofNullable(blobs.get(repository + "@" + digest));
    }

    /// Keeps bytes under a digest, be it theirs or not.
    public void putBlob(String repository, Digest digest, byte[] bytes) {
        blobs.put(repository + "@" + digest, bytes);
    }

    public boolean deleteBlob(String repository, Digest digest) {
        return blobs.remove(repository + "@" + digest) != null;
    }

    public Optional<Kept> manifest(String repository, String tagOrDigest) {
        if (tagOrDigest.contains(":")) return Optional.ofNullable(manifests.get(repository + "@" + tagOrDigest));
        return Optional.ofNullable(tags.get(repository + ":" + tagOrDigest))
                .flatMap(digest -> manifest(repository, digest.toString()));
    }

    /// Keeps a manifest under its digest, and under a tag if that is what it is pushed to.
    public void putManifest(String repository, String tagOrDigest, String mediaType, byte[] bytes) {
        Digest digest = Digest.sha256(bytes);
        manifests.put(repository + "@" + digest, new Kept(mediaType, bytes));
        if (!tagOrDigest.contains(":")) tags.put(repository + ":" + tagOrDigest, digest);
    }

    public boolean deleteManifest(String repository, String tagOrDigest) {
        if (!tagOrDigest.contains(":")) return tags.remove(repository + ":" + tagOrDigest) != null;
        tags.values().removeIf(digest -> digest.toString().equals(tagOrDigest));
        return manifests.remove(repository + "@" + tagOrDigest) != null;
    }

    public List<String> tags(String repository) {
        return tags.keySet().stream()
                .filter(name -> name.startsWith(repository + ":"))
                .map(name -> name.substring(repository.length() + 1))
                .toList();
    }

    boolean knows(String repository) {
        return manifests.keySet().stream().anyMatch(name -> name.startsWith(repository + "@"));
    }

    String beginUpload() {
        String id = "upload-" + uploadCount.incrementAndGet();
        uploads.put(id, new ByteArrayOutputStream());
        return id;
    }

    Optional<ByteArrayOutputStream> upload(String id) {
        return Optional.ofNullable(uploads.get(id));
    }

    void endUpload(String id) {
        uploads.remove(id);
    }
}
