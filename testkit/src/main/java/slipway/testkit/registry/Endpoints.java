package slipway.testkit.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.image.Digest;

/// Answers one request from what a registry keeps.
final class Endpoints {

    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
    private static final Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([^/]+)");
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");
    private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");

    private final Contents contents;
    private final HttpExchange exchange;
    private final Optional<Fault> fault;
    private final String method;
    private final Map<String, String> query = new HashMap<>();

    Endpoints(Contents contents, HttpExchange exchange, Optional<Fault> fault) {
        this.contents = contents;
        this.exchange = exchange;
        this.fault = fault;
        this.method = exchange.getRequestMethod();
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
    }

    Reply answer() throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v2/")) return Reply.text(200, "{}").header("Docker-Distribution-Api-Version", "registry/2.0");
        Matcher manifest = MANIFEST.matcher(path);
        if (manifest.matches()) return manifest(manifest.group(1), manifest.group(2));
        Matcher uploads = UPLOADS.matcher(path);
        if (uploads.matches()) return begin(uploads.group(1));
        Matcher upload = UPLOAD.matcher(path);
        if (upload.matches()) return upload(upload.group(1), upload.group(2));
        Matcher blob = BLOB.matcher(path);
        if (blob.matches()) return blob(blob.group(1), Digest.parse(blob.group(2)));
        Matcher tags = TAGS.matcher(path);
        if (tags.matches()) return tags(tags.group(1));
        return Reply.error(404, "UNSUPPORTED", "no such endpoint");
    }

    private Reply manifest(String repository, String name) throws IOException {
        if (method.equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Digest digest = Digest.sha256(bytes);
            if (name.contains(":") && !name.equals(digest.toString())) {
                return Reply.error(400, "DIGEST_INVALID", "other bytes");
            }
            contents.putManifest(repository, name, exchange.getRequestHeaders().getFirst("Content-Type"), bytes);
            return Reply.of(201).header("Location", exchange.getRequestURI().getPath())
                    .header("Docker-Content-Digest", digest.toString());
        }
        if (method.equals("DELETE")) {
            return contents.deleteManifest(repository, name) ? Reply.of(202)
                    : Reply.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }
        Optional<Contents.Kept> kept = contents.manifest(repository, name);
        if (kept.isEmpty()) return Reply.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        return new Reply(200, Map.of("Content-Type", kept.get().mediaType(), "Docker-Content-Digest",
                Digest.sha256(kept.get().bytes()).toString()), kept.get().bytes());
    }

    private Reply tags(String repository) {
        if (!contents.knows(repository)) return Reply.error(404, "NAME_UNKNOWN", "repository name not known");
        String list = String.join("\",\"", contents.tags(repository));
        return Reply.text(200,
                "{\"name\":\"" + repository + "\",\"tags\":[" + (list.isEmpty() ? "" : "\"" + list + "\"") + "]}")
                .header("Content-Type", "application/json");
    }

    private Reply blob(String repository, Digest digest) {
        if (method.equals("DELETE")) {
            return contents.deleteBlob(repository, digest) ? Reply.of(202)
                    : Reply.error(404, "BLOB_UNKNOWN", "blob unknown");
        }
        Optional<byte[]> blob = contents.blob(repository, digest);
        if (blob.isEmpty()) return Reply.error(404, "BLOB_UNKNOWN", "blob unknown");
        byte[] bytes = blob.get();
        Matcher range = Pattern.compile("bytes=(\\d+)-")
                .matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
        boolean whole = !range.matches() || fault.isPresent() && fault.get() instanceof Fault.IgnoreRange;
        if (whole) return new Reply(200, Map.of("Docker-Content-Digest", digest.toString()), bytes);
        int start = Integer.parseInt(range.group(1));
        if (start >= bytes.length) return Reply.of(416);
        return new Reply(206, Map.of("Content-Range", "bytes " + start + "-" + (bytes.length - 1) + "/" + bytes.length),
                Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private Reply begin(String repository) {
        Optional<byte[]> neighbour = Optional.ofNullable(query.get("mount"))
                .flatMap(digest -> contents.blob(query.getOrDefault("from", ""), Digest.parse(digest)));
        if (neighbour.isPresent()) {
            contents.putBlob(repository, Digest.parse(query.get("mount")), neighbour.get());
            return Reply.of(201).header("Location", "/v2/" + repository + "/blobs/" + query.get("mount"));
        }
        return Reply.of(202).header("Location",
                "/v2/" + repository + "/blobs/uploads/" + contents.beginUpload() + "?state=s");
    }

    private Reply upload(String repository, String id) throws IOException {
        Optional<ByteArrayOutputStream> upload = contents.upload(id);
        if (upload.isEmpty()) return Reply.error(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown");
        ByteArrayOutputStream bytes = upload.get();
        String here = "/v2/" + repository + "/blobs/uploads/" + id + "?state=" + bytes.size();
        if (method.equals("GET")) return Reply.of(204).header("Location", here).header("Range", range(bytes.size()));
        Optional<String> start = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Range"))
                .map(text -> text.split("-")[0]);
        if (start.isPresent() && !start.get().equals(Integer.toString(bytes.size()))) {
            return Reply.of(416).header("Range", range(bytes.size()));
        }
        receive(bytes);
        if (method.equals("PATCH")) return Reply.of(202).header("Location", here).header("Range", range(bytes.size()));
        contents.endUpload(id);
        Digest digest = Digest.parse(query.getOrDefault("digest", ""));
        if (!Digest.sha256(bytes.toByteArray()).equals(digest)) {
            return Reply.error(400, "DIGEST_INVALID", "provided digest did not match");
        }
        contents.putBlob(repository, digest, bytes.toByteArray());
        return Reply.of(201).header("Location", "/v2/" + repository + "/blobs/" + digest);
    }

    private static String range(int size) {
        return "0-" + Math.max(0, size - 1);
    }

    private void receive(ByteArrayOutputStream into) throws IOException {
        InputStream in = exchange.getRequestBody();
        if (fault.isPresent() && fault.get() instanceof Fault.BreakUpload(var after)) {
            into.write(in.readNBytes((int) after));
            throw new IOException("broken on purpose");
        }
        in.transferTo(into);
    }
}
