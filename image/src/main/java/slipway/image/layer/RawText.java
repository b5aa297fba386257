package slipway.image.layer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Names of files as text and back, without loss: a name is bytes, and not all bytes are UTF-8.
///
/// A byte that belongs to no well-formed character stands as the lone surrogate `U+DC00` plus its value. UTF-8 itself has
/// no surrogates, so nothing else becomes one, and every name has exactly one text.
public final class RawText {

    private static final int ESCAPE = 0xDC00;

    private RawText() {}

    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    public static String decode(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
        } catch (CharacterCodingException e) {
            return decodeBroken(bytes, offset, length);
        }
    }

    public static byte[] encode(String text) {
        return escaped(text) ? encodeBroken(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String decodeBroken(byte[] bytes, int offset, int length) {
        var text = new StringBuilder();
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes, offset, length);
        var out = java.nio.CharBuffer.allocate(length + 1);
        while (in.hasRemaining()) {
            decoder.reset();
            decoder.decode(in, out, true);
            out.flip();
            text.append(out);
            out.clear();
            if (in.hasRemaining()) text.append((char) (ESCAPE + (in.get() & 0xff)));
        }
        return text.toString();
    }

    private static boolean escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) i++;
            else if (Character.isSurrogate(c)) return true;
        }
        return false;
    }

    private static byte[] encodeBroken(String text) {
        var out = new ByteArrayOutputStream(text.length() + 8);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff) out.write(c - ESCAPE);
            else out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
