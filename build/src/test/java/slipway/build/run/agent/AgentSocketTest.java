package slipway.build.run.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

/// Our agent as OpenSSH's own programs find it.
class AgentSocketTest {

    @TempDir
    Path directory;

    private Path sockets;

    @BeforeEach
    void needOpenSsh() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")) && Files.isExecutable(Path.of("/usr/bin/ssh-add")), "needs OpenSSH");
        sockets = Files.createDirectory(directory.resolve("sockets"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-t ed25519", "-t rsa -b 2048", "-t rsa -b 2048 -m PEM", "-t rsa -b 2048 -m PKCS8", "-t ecdsa -b 256", "-t ecdsa -b 384", "-t ecdsa -b 521"
    })
    void signs(String kind) throws Exception {
        Path key = generate("key", kind, "");
        Path message = Files.writeString(directory.resolve("message"), "what is signed");
        try (AgentSocket agent = AgentSocket.ofKeys(List.of(key), sockets)) {
            assertThat(run(agent.path(), "ssh-add", "-L")).startsWith(publicHalf(key));
            run(agent.path(), "ssh-keygen", "-q", "-Y", "sign", "-n", "test", "-f", key + ".pub", message.toString());
        }
        Path signature = directory.resolve("message.sig");
        assertThat(Files.readString(signature)).startsWith("-----BEGIN SSH SIGNATURE-----");
        Files.writeString(directory.resolve("signers"), "me " + publicHalf(key) + "\n");
        assertThat(run(Path.of("/none"), "sh", "-c", "ssh-keygen -Y verify -n test -I me -f " + directory.resolve("signers") + " -s " + signature
                + " < " + message)).startsWith("Good \"test\" signature");
    }

    @Test
    void refusesAllButReading() throws Exception {
        Path key = generate("key", "-t ed25519", "");
        Path other = generate("other", "-t ed25519", "");
        try (AgentSocket ours = AgentSocket.ofKeys(List.of(key, other), sockets);
                AgentSocket way = AgentSocket.to(ours.path(), Files.createDirectory(directory.resolve("way")))) {
            for (AgentSocket agent : List.of(ours, way)) {
                assertThat(run(agent.path(), "ssh-add", "-L").lines()).hasSize(2);
                assertThatThrownBy(() -> run(agent.path(), "ssh-add", other.toString())).hasMessageContaining("refused");
                assertThatThrownBy(() -> run(agent.path(), "ssh-add", "-D")).isInstanceOf(IOException.class);
                assertThat(run(agent.path(), "ssh-add", "-L").lines()).hasSize(2);
            }
        }
        try (var left = Files.list(sockets)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void survivesNonsense() throws Exception {
        try (AgentSocket agent = AgentSocket.ofKeys(List.of(generate("key", "-t ed25519", "")), sockets)) {
            for (byte[] nonsense : List.of(new byte[] {0, 0, 0, 0}, new byte[] {127, 0, 0, 0, 1}, new byte[] {0, 0})) {
                try (var client = SocketChannel.open(UnixDomainSocketAddress.of(agent.path()))) {
                    client.write(ByteBuffer.wrap(nonsense));
                    client.shutdownOutput();
                    assertThat(ended(client)).isTrue();
                }
            }
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(agent.path()))) {
                client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 3, KeyAgent.SIGN_REQUEST, 0, 9}));
                var answer = ByteBuffer.allocate(5);
                while (answer.hasRemaining() && client.read(answer) >= 0) continue;
                assertThat(answer.array()).containsExactly(0, 0, 0, 1, KeyAgent.FAILURE);
            }
            assertThat(run(agent.path(), "ssh-add", "-L").lines()).hasSize(1);
        }
    }

    private static boolean ended(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048 -m PEM", "-t rsa -b 2048 -m PKCS8"})
    void wantsNoPassphrase(String kind) throws Exception {
        Path key = generate("locked", kind, "secret words");
        assertThatThrownBy(() -> KeyFile.check(key)).isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("has a passphrase");
    }

    @Test
    void saysWhatIsNoKey() throws Exception {
        Path key = generate("key", "-t ed25519", "");
        assertThatThrownBy(() -> KeyFile.check(Path.of(key + ".pub"))).hasMessageContaining("has no private key in it");
        assertThatThrownBy(() -> KeyFile.check(directory)).hasMessageContaining("is a directory");
        String text = Files.readString(key);
        for (int cut = 0; cut < text.length(); cut += 7) {
            Path damaged = Files.writeString(directory.resolve("damaged"), text.substring(0, cut) + text.substring(Math.min(text.length(), cut + 9)));
            try {
                KeyFile.check(damaged);
            } catch (SlipwayException.BadInput e) {
                assertThat(e.getMessage()).contains("damaged");
            }
        }
    }

    @Test
    void belongsToWhomItShall() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        try (AgentSocket agent = AgentSocket.ofKeys(List.of(generate("key", "-t ed25519", "")), sockets).ownedBy(5, 6, 0640)) {
            assertThat(Files.readAttributes(agent.path(), "unix:uid,gid,mode")).containsEntry("uid", 5).containsEntry("gid", 6)
                    .containsEntry("mode", 0140640);
        }
    }

    private Path generate(String name, String kind, String passphrase) throws IOException, InterruptedException {
        Path key = directory.resolve(name);
        var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-C", name + " of tests", "-N", passphrase, "-f", key.toString()));
        command.addAll(List.of(kind.split(" ")));
        run(Path.of("/none"), command.toArray(String[]::new));
        return key;
    }

    private static String publicHalf(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ");
        return words[0] + " " + words[1];
    }

    private static String run(Path agent, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SSH_AUTH_SOCK", agent.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said);
        return said;
    }
}
