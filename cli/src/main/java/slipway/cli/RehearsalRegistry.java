package slipway.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import slipway.image.Digest;

/// The least that can be taken for a registry: it keeps in memory what [Rehearsal] pushes, and gives it back. It listens to
/// this machine alone, answers one request on a connection, and refuses nothing.
final class RehearsalRegistry implements AutoCloseable {

    private record Stored(String type, byte[] bytes) {}

    private static final Stored NOTHING = new Stored("application/json", "{}".getBytes(StandardCharsets.UTF_8));

    private record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    private final ServerSocket socket;
    private final Map<String, Stored> stored = new ConcurrentHashMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger lastUpload = new AtomicInteger();

    RehearsalRegistry() throws IOException {
        socket = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    /// Host and port.
    String name() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> converse(connection));
            } catch (IOException e) {
                return; // It was closed.
            }
        }
    }

    private void converse(Socket connection) {
        try (connection;
                var in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream()) {
            answer(read(in), out);
        } catch (IOException e) {
            // The client sees the broken connection, and what it does then is rehearsed as well.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        if (first.length < 2) throw new IOException("no request");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Request(first[0], first[1], headers,
                in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) line.write(c);
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private void answer(Request request, OutputStream out) throws IOException {
        String path = request.path.replaceFirst("\\?.*", "");
        switch (request.method) {
            case "POST" -> {
                String upload = path + lastUpload.incrementAndGet();
                uploads.put(upload, new ByteArrayOutputStream());
                reply(out, 202, "Location: " + upload, new byte[0]);
            }
            case "PATCH" -> {
                uploads.get(path).writeBytes(request.body);
                reply(out, 202, "Location: " + path + "\r\nRange: 0-" + (uploads.get(path).size() - 1), new byte[0]);
            }
            case "PUT" -> reply(out, 201, "Location: " + put(path, request), new byte[0]);
            default -> {
                Stored found = path.equals("/v2/") ? NOTHING : stored.get(path);
                if (found == null) reply(out, 404, "Content-Type: application/json", NOTHING.bytes);
                else reply(out, request.method, found);
            }
        }
    }

    private String put(String path, Request request) {
        String type = request.headers.getOrDefault("Content-Type", "application/octet-stream");
        ByteArrayOutputStream upload = uploads.remove(path);
        if (upload != null) upload.writeBytes(request.body);
        byte[] bytes = upload == null ? request.body : upload.toByteArray();
        String repository = path.replaceFirst("/(manifests|blobs)/.*", "");
        String byDigest = repository + (upload == null ? "/manifests/" : "/blobs/") + digest(bytes);
        stored.put(byDigest, new Stored(type, bytes));
        if (upload == null) stored.put(path, new Stored(type, bytes));
        return byDigest;
    }

    private static Digest digest(byte[] bytes) {
        MessageDigest hash = Digest.sha256Hash();
        hash.update(bytes);
        return Digest.ofSha256(hash);
    }

    private static void reply(OutputStream out, String method, Stored found) throws IOException {
        String headers = "Content-Type: " + found.type + "\r\nDocker-Content-Digest: " + digest(found.bytes);
        head(out, 200, headers, found.bytes.length);
        if (!method.equals("HEAD")) out.write(found.bytes);
    }

    private static void reply(OutputStream out, int status, String headers, byte[] body) throws IOException {
        head(out, status, headers, body.length);
        out.write(body);
    }

    private static void head(OutputStream out, int status, String headers, int length) throws IOException {
        String head = "HTTP/1.1 " + status + " X\r\n" + headers + "\r\nContent-Length: " + length
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
