package example.shortener;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Short names of long links, in memory. The same link always has the same name. */
public final class Links {

    private final Map<String, URI> links = new ConcurrentHashMap<>();
    private final int limit;

    /** @param limit how many links there can be */
    public Links(int limit) {
        this.limit = limit;
    }

    /**
     * The name of a link, which exists from now on.
     *
     * @throws IllegalArgumentException if it is no link to the web, or there are too many
     */
    public String shorten(String text) {
        URI link = parse(text);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(link.toString())).substring(0, 10);
        if (links.size() >= limit && !links.containsKey(name)) {
            throw new IllegalArgumentException("there are too many links");
        }
        links.put(name, link);
        return name;
    }

    /** The link that has the name. */
    public Optional<URI> find(String name) {
        return Optional.ofNullable(links.get(name));
    }

    private static URI parse(String text) {
        try {
            URI link = new URI(text.strip());
            if (("http".equals(link.getScheme()) || "https".equals(link.getScheme())) && link.getHost() != null) return link;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a link: " + e.getReason(), e);
        }
        throw new IllegalArgumentException("a link starts with http:// or https:// and a host");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
