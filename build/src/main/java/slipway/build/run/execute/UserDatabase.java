package slipway.build.run.execute;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import slipway.build.run.execute.ProcessSpec.User;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The users and groups of an image, from the text of its `/etc/passwd` and `/etc/group`.
///
/// The files are the image's, so they may hold anything: a line that is not well formed is no user.
public final class UserDatabase {
    private static final int MAX_LINES = 100_000;
    private static final int MAX_GROUPS = 65_536;

    private final List<Account> accounts;
    private final List<Group> groups;

    /// A user with the directory that `HOME` names for it.
    public record Resolved(User user, String home) { }

    private record Account(String name, int uid, int gid, String home) { }

    private record Group(String name, int gid, List<String> members) { }

    private UserDatabase(List<Account> accounts, List<Group> groups) {
        this.accounts = accounts;
        this.groups = groups;
    }

    /// Reads both files' texts; an image without a file has an empty one.
    public static UserDatabase parse(String passwd, String group) {
        var accounts = new ArrayList<Account>();
        passwd.lines().limit(MAX_LINES).map(line -> line.strip().split(":", -1)).forEach(fields -> {
            if (fields.length < 4 || fields[0].isEmpty()) return;
            var uid = number(fields[2]);
            var gid = number(fields[3]);
            if (uid.isEmpty() || gid.isEmpty()) return;
            accounts.add(new Account(fields[0], uid.get(), gid.get(), fields.length > 5 ? fields[5] : ""));
        });
        var groups = new ArrayList<Group>();
        group.lines().limit(MAX_LINES).map(line -> line.strip().split(":", -1)).forEach(fields -> {
            if (fields.length < 3 || fields[0].isEmpty()) return;
            var gid = number(fields[2]);
            if (gid.isEmpty()) return;
            groups.add(new Group(fields[0], gid.get(), fields.length > 3 ? List.of(fields[3].split(",")) : List.of()));
        });
        return new UserDatabase(accounts, groups);
    }

    /// Works out a `USER` value: `user`, `user:group`, names or numbers, with Docker's rules. A name must exist. A number
    /// need not, and its group is then 0. What `/etc/group` says counts only when no group is given. The group itself is the
    /// first of the supplementary ones, so that a program which takes another group does not gain by it. An empty text is
    /// root.
    ///
    /// @throws SlipwayException.BadInput if a name is not in the image
    public Resolved resolve(String user) {
        int colon = user.indexOf(':');
        String userPart = colon < 0 ? user : user.substring(0, colon);
        String groupPart = colon < 0 ? "" : user.substring(colon + 1);
        Optional<Account> account = account(userPart);
        int uid = account.map(Account::uid).or(() -> number(userPart)).orElseGet(() -> {
            if (userPart.isEmpty()) return 0;
            throw unknown("user", userPart, "/etc/passwd");
        });
        String home = account.map(Account::home).filter(text -> text.startsWith("/")).orElse("/");
        int gid = groupPart.isEmpty() ? account.map(Account::gid).orElse(0) : group(groupPart);
        var groups = new LinkedHashSet<>(List.of(gid));
        if (groupPart.isEmpty()) account.ifPresent(known -> groups.addAll(supplementary(known.name())));
        return new Resolved(new User(uid, gid, List.copyOf(groups)), home);
    }

    /// The number of a group, given by name or number.
    public int group(String group) {
        Optional<Integer> number = number(group);
        return groups.stream().filter(g -> g.name().equals(group) || number.equals(Optional.of(g.gid())))
                .map(Group::gid).findFirst().or(() -> number)
                .orElseThrow(() -> unknown("group", group, "/etc/group"));
    }

    private Optional<Account> account(String user) {
        var wanted = user.isEmpty() ? Optional.of(0) : number(user);
        return accounts.stream().filter(a -> a.name().equals(user) || wanted.equals(Optional.of(a.uid()))).findFirst();
    }

    private List<Integer> supplementary(String name) {
        var found = new TreeSet<Integer>();
        for (Group group : groups) if (group.members().contains(name)) found.add(group.gid());
        return found.stream().limit(MAX_GROUPS).toList();
    }

    private static Optional<Integer> number(String text) {
        if (!text.matches("[0-9]{1,10}")) return Optional.empty();
        long value = Long.parseLong(text);
        return value <= Integer.MAX_VALUE ? Optional.of((int) value) : Optional.empty();
    }

    private static SlipwayException unknown(String kind, String name, String file) {
        return new SlipwayException.BadInput(Problem.of("unknown " + kind + " " + name)
                .hint("the image's " + file + " has no such " + kind + "; add it in an earlier step, or give a number"));
    }
}
