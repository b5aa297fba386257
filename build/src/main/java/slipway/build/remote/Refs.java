package slipway.build.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Asks a repository what its refs point to.
final class Refs {

    private Refs() {}

    /// The commit that an address means: of a name that is both a branch and a tag the branch, of an annotated tag the
    /// commit behind it.
    static Commit resolve(Repositories.Hosted git, GitAddress address) throws IOException {
        String ref = address.options().ref();
        var question = new ArrayList<>(List.of("ls-remote", "--", address.remote()));
        if (ref.isEmpty()) question.add("HEAD");
        else question.addAll(List.of(ref, ref + "^{}"));
        GitProgram.Ended ended = git.program().run(git.directory(), question);
        if (!ended.succeeded()) throw failed("ask", address, ended);
        Map<String, String> refs = parse(ended.out());
        if (ref.isEmpty()) {
            return Optional.ofNullable(refs.get("HEAD")).map(id -> new Commit(id, Optional.of("HEAD"), Optional.empty()))
                    .orElseThrow(() -> new SlipwayException.BadInput(Problem.of("the repository " + address.remote()
                            + " has no commit")));
        }
        String bare = ref.replaceFirst("^refs/", "");
        for (String name : List.of("refs/" + bare, "refs/heads/" + ref.replaceFirst("^refs/heads/", ""),
                "refs/tags/" + ref.replaceFirst("^refs/tags/", ""))) {
            String id = refs.get(name);
            if (id == null) continue;
            Optional<String> behind = Optional.ofNullable(refs.get(name + "^{}"));
            return new Commit(behind.orElse(id), Optional.of(name), behind.map(_ -> id));
        }
        throw new SlipwayException.BadInput(Problem.of("the repository " + address.remote() + " does not contain the ref "
                + ref).hint(ref.matches("[0-9a-f]{4,39}") ? "a commit must be given with all its digits"
                        : "git ls-remote " + address.remote() + " lists what it has"));
    }

    private static Map<String, String> parse(String lines) {
        var refs = new HashMap<String, String>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.split("\t", 2);
            if (parts.length == 2 && Commit.isOne(parts[0])) refs.put(parts[1], parts[0]);
        }
        return refs;
    }

    static SlipwayException.NetworkFailed failed(String what, GitAddress address, GitProgram.Ended ended) {
        Problem problem = Problem.of("cannot " + what + " the git repository " + address.remote());
        String hint = ended.complaint();
        boolean mayBeSecret = address.way() == GitAddress.Way.WEB
                && (hint.contains("Authentication") || hint.contains("could not read Username"));
        if (mayBeSecret) hint += "\na secret can open it: --secret id=GIT_AUTH_TOKEN." + address.host() + ",env=TOKEN";
        return new SlipwayException.NetworkFailed(hint.isEmpty() ? problem : problem.hint(hint));
    }
}
