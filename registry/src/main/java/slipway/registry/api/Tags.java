package slipway.registry.api;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.registry.auth.Scope;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.NetworkFaults;
import slipway.registry.transport.Redaction;

/// The tags of a repository: `/v2/<repository>/tags/list`.
public final class Tags {

    private static final int LARGEST_PAGE = 8 << 20;
    private static final int MOST_PAGES = 1000;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

    private final Session session;

    public Tags(Session session) {
        this.session = session;
    }

    /// All tags, sorted.
    ///
    /// @return absent when there is no such repository
    public Optional<List<String>> list(String repository) throws IOException {
        return list(repository, MOST_PAGES);
    }

    /// The first page of tags: enough to guess what was meant.
    public Optional<List<String>> some(String repository) throws IOException {
        return list(repository, 1);
    }

    private Optional<List<String>> list(String repository, int pages) throws IOException {
        var tags = new TreeSet<String>();
        Optional<URI> next = Optional.of(session.address(repository, "tags/list?n=1000"));
        for (int page = 0; next.isPresent() && page < pages; page++) {
            Ask ask = Ask.of("GET", next.get(), "list the tags of " + repository);
            try (Answer answer = session.send(ask, Scope.pull(session.repository(repository)))) {
                if (answer.status() == 404) return Optional.empty();
                if (answer.status() != 200) throw session.refused(ask, answer);
                int before = tags.size();
                tags.addAll(page(ask, answer));
                // A page that brings nothing new would be followed by itself for ever.
                next = tags.size() == before ? Optional.empty() : next(answer);
            } catch (IOException e) {
                throw NetworkFaults.of(ask.purpose(), ask.uri().getRawAuthority(), e);
            }
        }
        return Optional.of(new ArrayList<>(tags));
    }

    private Optional<URI> next(Answer answer) {
        Matcher link = NEXT.matcher(answer.header("Link").orElse(""));
        return link.find() ? Optional.of(session.continued(answer.uri(), link.group(1))) : Optional.empty();
    }

    private List<String> page(Ask ask, Answer answer) throws IOException {
        try {
            byte[] bytes = answer.read(LARGEST_PAGE).orElseThrow(() -> new InvalidJson("the list is too long"));
            return Json.parseObject(bytes).strings("tags").stream().filter(tag -> TAG.matcher(tag).matches()).toList();
        } catch (InvalidJson e) {
            throw new SlipwayException.NetworkFailed(
                    Problem.of("cannot " + ask.purpose() + ": " + Redaction.text(e.getMessage())), e);
        }
    }
}
