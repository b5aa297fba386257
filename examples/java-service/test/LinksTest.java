import example.shortener.Links;
import java.net.URI;
import java.util.List;

/** Tests without a library: run with -ea. */
final class LinksTest {

    public static void main(String[] arguments) {
        boolean asserts = false;
        assert asserts = true;
        if (!asserts) throw new IllegalStateException("run with -ea");

        var links = new Links(1);
        String name = links.shorten(" https://example.test/a?b=c\n");
        assert name.matches("[\\w-]{10}") : name;
        assert links.find(name).orElseThrow().equals(URI.create("https://example.test/a?b=c"));
        assert links.shorten("https://example.test/a?b=c").equals(name);
        assert links.find("nothing").isEmpty();
        for (String wrong : List.of("https://example.test/more", "", "file:///etc/passwd", "https:nothing", "not a link")) {
            try {
                links.shorten(wrong);
            } catch (IllegalArgumentException e) {
                continue;
            }
            throw new AssertionError("accepted: " + wrong);
        }
        System.out.println("LinksTest: passed");
    }
}
