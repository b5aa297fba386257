package slipway.build.run.agent;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import slipway.build.linux.FileCalls;

/// A socket at which processes find an agent until it is closed. They can ask for its keys' public halves and have things
/// signed; whatever else an agent may do is refused, also when another one answers.
public final class AgentSocket implements AutoCloseable {

    private static final int MAX_MESSAGE = 256 << 10;
    private static final String NAME = "agent";

    private final Path path;
    private final ServerSocketChannel server;
    private final Answering answering;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /// Makes what answers the messages of one connection.
    private interface Answering {
        Answers begin() throws IOException;
    }

    /// Answers the messages of one connection.
    private interface Answers extends AutoCloseable {
        byte[] to(byte[] message) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    private AgentSocket(Path path, ServerSocketChannel server, Answering answering) {
        this.path = path;
        this.server = server;
        this.answering = answering;
    }

    /// An agent of our own, with the keys of some files.
    ///
    /// @param directory where the socket is to be; it must exist and have none yet
    /// @throws slipway.diagnostics.SlipwayException.BadInput when a file has no key that can be used
    public static AgentSocket ofKeys(List<Path> files, Path directory) throws IOException {
        var keys = new ArrayList<AgentKey>();
        for (Path file : files) keys.add(KeyFile.read(file));
        var agent = new KeyAgent(keys);
        return listen(directory, () -> agent::answer);
    }

    /// A way to an agent that runs already.
    public static AgentSocket to(Path socket, Path directory) throws IOException {
        return listen(directory, () -> new Other(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
    }

    private static AgentSocket listen(Path directory, Answering answering) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(server, directory);
            var socket = new AgentSocket(directory.resolve(NAME), server, answering);
            Thread.ofVirtual().name("agent").start(socket::accept);
            return socket;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// The kernel takes only short paths for sockets, so a directory is named by a descriptor of it.
    private static void bind(ServerSocketChannel server, Path directory) throws IOException {
        try (var calls = FileCalls.open()) {
            int root = calls.openRoot(directory);
            try {
                server.bind(UnixDomainSocketAddress.of("/proc/self/fd/" + root + "/" + NAME));
            } finally {
                calls.close(root);
            }
        }
    }

    /// Gives the socket to somebody.
    public AgentSocket ownedBy(int uid, int gid, int mode) throws IOException {
        try (var calls = FileCalls.open()) {
            int directory = calls.openRoot(path.getParent());
            try {
                calls.setOwner(directory, NAME, uid, gid);
                calls.setMode(directory, NAME, mode);
            } finally {
                calls.close(directory);
            }
        }
        return this;
    }

    /// Where the socket is.
    public Path path() {
        return path;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                open.add(client);
                Thread.ofVirtual().name("agent").start(() -> serve(client));
            }
        } catch (IOException closed) {
            end();
        }
    }

    private void end() {
        for (SocketChannel client : open) close(client);
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException gone) {
            // It cannot be more closed than it is.
            return;
        }
    }

    /// A connection that breaks, or on which nonsense comes, is closed; that is all a client can be told.
    private void serve(SocketChannel client) {
        try (client; Answers answers = answering.begin()) {
            while (true) send(client, answers.to(receive(client)));
        } catch (IOException ended) {
            open.remove(client);
        }
    }

    private static byte[] receive(SocketChannel from) throws IOException {
        int length = fill(from, ByteBuffer.allocate(4)).getInt();
        if (length < 1 || length > MAX_MESSAGE) throw new IOException("a message of " + length + " bytes");
        return fill(from, ByteBuffer.allocate(length)).array();
    }

    private static ByteBuffer fill(SocketChannel from, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) if (from.read(buffer) < 0) throw new EOFException();
        return buffer.flip();
    }

    private static void send(SocketChannel to, byte[] message) throws IOException {
        var all = ByteBuffer.allocate(4 + message.length).putInt(message.length).put(message).flip();
        while (all.hasRemaining()) to.write(all);
    }

    /// Asks another agent, but for what only its owner may ask.
    private record Other(SocketChannel agent) implements Answers {
        @Override
        public byte[] to(byte[] message) throws IOException {
            int kind = message[0] & 0xff;
            if (kind != KeyAgent.REQUEST_IDENTITIES && kind != KeyAgent.SIGN_REQUEST) return KeyAgent.failure();
            send(agent, message);
            return receive(agent);
        }

        @Override
        public void close() throws IOException {
            agent.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        end();
        Files.deleteIfExists(path);
    }
}
