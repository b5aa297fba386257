package slipway.build.run.agent;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An agent that knows some keys and does nothing but say which, and sign with them.
record KeyAgent(List<AgentKey> keys) {

    static final int FAILURE = 5;
    static final int REQUEST_IDENTITIES = 11;
    static final int IDENTITIES_ANSWER = 12;
    static final int SIGN_REQUEST = 13;
    static final int SIGN_RESPONSE = 14;

    KeyAgent {
        keys = List.copyOf(keys);
    }

    /// The answer to a message.
    byte[] answer(byte[] message) {
        try {
            var request = new Wire.Reader(message);
            return switch (request.oneByte()) {
                case REQUEST_IDENTITIES -> identities();
                case SIGN_REQUEST -> signature(request);
                default -> failure();
            };
        } catch (Wire.BadWire | GeneralSecurityException e) {
            return failure();
        }
    }

    static byte[] failure() {
        return new byte[] {FAILURE};
    }

    private byte[] identities() {
        var answer = new Wire.Writer().oneByte(IDENTITIES_ANSWER).number(keys.size());
        keys.forEach(key -> answer.string(key.identity()).string(key.comment()));
        return answer.toBytes();
    }

    private byte[] signature(Wire.Reader request) throws GeneralSecurityException {
        byte[] identity = request.string();
        byte[] data = request.string();
        long flags = request.number();
        Optional<AgentKey> key = keys.stream().filter(known -> Arrays.equals(known.identity(), identity)).findFirst();
        if (key.isEmpty()) return failure();
        return new Wire.Writer().oneByte(SIGN_RESPONSE).string(key.get().sign(data, flags)).toBytes();
    }
}
