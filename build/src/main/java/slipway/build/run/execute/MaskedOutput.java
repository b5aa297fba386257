package slipway.build.run.execute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Passes output on with `****` in the place of each secret.
///
/// A secret is found across the borders of writes: an ending that may be the beginning of one is held back until more comes.
/// Secrets of a few bytes are left alone, since they are found in anything.
public final class MaskedOutput implements OutputSink {

    private static final byte[] MASK = "****".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORTEST = 4;
    private static final int SHORTEST_LINE = 12;

    private final OutputSink to;
    private final List<byte[]> secrets;
    private final Map<Channel, byte[]> pending = new EnumMap<>(Channel.class);

    /// @param secrets what is to be hidden: each as a whole, without line ends around it, and each of its longer lines
    public MaskedOutput(OutputSink to, List<byte[]> secrets) {
        this.to = to;
        var found = new ArrayList<byte[]>();
        for (byte[] secret : secrets) {
            String text = new String(secret, StandardCharsets.ISO_8859_1).strip();
            if (text.length() >= SHORTEST) found.add(text.getBytes(StandardCharsets.ISO_8859_1));
            text.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE && line.length() < text.length())
                    .forEach(line -> found.add(line.getBytes(StandardCharsets.ISO_8859_1)));
        }
        found.sort((one, other) -> other.length - one.length);
        this.secrets = found;
    }

    @Override
    public void write(Channel channel, byte[] buffer, int length) throws IOException {
        if (secrets.isEmpty()) {
            to.write(channel, buffer, length);
            return;
        }
        byte[] held = pending.getOrDefault(channel, new byte[0]);
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(buffer, 0, all, held.length, length);
        int rest = passMasked(channel, all, More.MAY_COME);
        pending.put(channel, Arrays.copyOfRange(all, rest, all.length));
    }

    /// Passes on what was held back, when no more can come.
    public void finish() throws IOException {
        for (var entry : pending.entrySet()) passMasked(entry.getKey(), entry.getValue(), More.NEVER_COMES);
        pending.clear();
    }

    private enum More { MAY_COME, NEVER_COMES }

    /// @return where what must wait for more begins
    private int passMasked(Channel channel, byte[] all, More more) throws IOException {
        int from = 0;
        int at = 0;
        while (at < all.length) {
            if (more == More.MAY_COME && mayBecome(all, at)) break;
            int known = longest(all, at);
            if (known == 0) {
                at++;
                continue;
            }
            pass(channel, all, from, at);
            to.write(channel, MASK.clone(), MASK.length);
            at += known;
            from = at;
        }
        pass(channel, all, from, at);
        return at;
    }

    /// Whether all that follows is the beginning of a secret.
    private boolean mayBecome(byte[] all, int at) {
        int length = all.length - at;
        return secrets.stream().anyMatch(secret -> secret.length > length && secret[0] == all[at]
                && Arrays.equals(all, at, all.length, secret, 0, length));
    }

    /// The length of the longest secret that stands at a place; 0 if there is none.
    private int longest(byte[] all, int at) {
        for (byte[] secret : secrets) {
            if (secret.length > all.length - at || secret[0] != all[at]) continue;
            if (Arrays.equals(all, at, at + secret.length, secret, 0, secret.length)) return secret.length;
        }
        return 0;
    }

    private void pass(Channel channel, byte[] all, int from, int to) throws IOException {
        if (from < to) this.to.write(channel, Arrays.copyOfRange(all, from, to), to - from);
    }
}
