package slipway.registry.transport;

import java.net.URI;

/// The one place where what a registry sent or was sent becomes text for people.
public final class Redaction {

    private static final int LONGEST = 600;

    private Redaction() {}

    /// An address without user, password, query and fragment.
    public static String text(URI uri) {
        String host = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + "://";
        return scheme + host.substring(host.lastIndexOf('@') + 1) + path + (uri.getRawQuery() == null ? "" : "?…");
    }

    /// A stranger's text on one line, bounded, and without what could steer a terminal.
    public static String text(String foreign) {
        var out = new StringBuilder();
        foreign.codePoints().limit(LONGEST + 1L).forEach(c -> {
            boolean shown = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.SURROGATE;
            out.appendCodePoint(shown ? c : ' ');
        });
        if (out.length() > LONGEST) out.setLength(LONGEST);
        String line = out.toString().replaceAll(" {2,}", " ").strip();
        return foreign.length() > LONGEST ? line + "…" : line;
    }
}
