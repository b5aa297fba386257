package slipway.conformance.endurance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between a client and a registry, counts the bytes that pass either way, and can hold back all after so many.
final class Relay implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong passed = new AtomicLong();
    private final int port;
    private final long limit;

    private Relay(int port, long limit) throws IOException {
        this.port = port;
        this.limit = limit;
        Thread.ofVirtual().start(this::accept);
    }

    /// @param port of this machine to which connections are passed on
    /// @param limit bytes after which nothing passes any more, while all connections stay open
    static Relay to(int port, long limit) throws IOException {
        return new Relay(port, limit);
    }

    /// An image in the registry, by way of this.
    String name(String repository) {
        return "localhost:" + listener.getLocalPort() + "/" + repository;
    }

    long passed() {
        return passed.get();
    }

    /// Whether something is held back.
    boolean holds() {
        return passed.get() >= limit;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[4096];
        try (from; to) {
            for (int n = from.getInputStream().read(buffer); n >= 0; n = from.getInputStream().read(buffer)) {
                if (passed.addAndGet(n) >= limit) Thread.sleep(Long.MAX_VALUE);
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException ended) {
            return; // The other direction of the connection ends of itself.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) socket.close();
    }
}
