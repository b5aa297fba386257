package slipway.compose;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import slipway.compose.Composition.Contents;
import slipway.compose.Composition.Directory;
import slipway.compose.Composition.Group;
import slipway.compose.Composition.InlineFile;
import slipway.compose.Composition.TrustStore;
import slipway.compose.Composition.User;
import slipway.compose.unpack.Certificates;
import slipway.compose.unpack.RootTree;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;

/// Puts into a tree what no package ships: accounts, certificates, and the files, directories and links of the composition.
final class Furnishing {

    private static final String OWNER = "the composition";
    private static final User ROOT = new User("root", 0, 0, "/root", "/sbin/nologin");
    private static final User NOBODY = new User("nobody", 65534, 65534, "/nonexistent", "/sbin/nologin");

    private final RootTree tree;
    private final Composition composition;
    private final Architecture architecture;
    private final int group;

    /// @param group the group that all this belongs to, above the packages'
    Furnishing(RootTree tree, Composition composition, Architecture architecture, int group) {
        this.tree = tree;
        this.composition = composition;
        this.architecture = architecture;
        this.group = group;
    }

    /// @throws SlipwayException.BadInput placed in the composition, when something cannot be put where it should
    void furnish(ComposeLock.Locked locked) throws IOException {
        Contents contents = composition.contents();
        try {
            if (contents.certificates().contains(TrustStore.BUNDLE)) Certificates.writeBundle(tree);
            accounts(contents);
            release(locked);
            for (Directory directory : contents.directories()) {
                put(Entry.directory(path(directory.path()), directory.mode(), directory.uid(), directory.gid(), 0));
            }
            for (InlineFile file : contents.files()) {
                byte[] bytes = architecture.fill(file.text()).getBytes(StandardCharsets.UTF_8);
                Content content = () -> new ByteArrayInputStream(bytes);
                tree.put(Entry.file(path(file.path()), file.mode(), file.uid(), file.gid(), bytes.length, 0),
                        Optional.of(content), OWNER, group);
            }
            contents.links().forEach((path, target) -> put(Entry.symlink(path(path), architecture.fill(target), 0, 0, 0)));
            if (contents.certificates().contains(TrustStore.JAVA)) Certificates.writeJavaStore(tree, group);
        } catch (SlipwayException.BadInput e) {
            throw e.in(composition.place());
        }
    }

    private void accounts(Contents contents) {
        SequencedMap<String, User> users = new LinkedHashMap<>();
        users.put(ROOT.name(), ROOT);
        users.put(NOBODY.name(), NOBODY);
        contents.users().forEach(user -> users.put(user.name(), user));
        SequencedMap<String, Group> groups = new LinkedHashMap<>();
        groups.put("root", new Group("root", 0, List.of()));
        groups.put("nobody", new Group("nobody", 65534, List.of()));
        contents.groups().forEach(entry -> groups.put(entry.name(), entry));
        tree.write("etc/passwd", 0644,
                users.values().stream().map(user -> String.join(":", user.name(), "x", "" + user.uid(), "" + user.gid(),
                user.name(), user.home(), user.shell()) + "\n").collect(Collectors.joining()), OWNER, group);
        tree.write("etc/group", 0644, groups.values().stream()
                .map(entry -> String.join(":", entry.name(), "x", "" + entry.gid(),
                String.join(",", entry.members())) + "\n").collect(Collectors.joining()), OWNER, group);
        for (User user : users.values()) {
            String home = path(user.home());
            if (home.isEmpty() || home.equals("nonexistent") || tree.at(home).isPresent()) continue;
            put(Entry.directory(home, 0700, user.uid(), user.gid(), 0));
        }
    }

    /// `/etc/os-release` is a link to what `base-files` ships, or says the little that is known.
    private void release(ComposeLock.Locked locked) {
        if (tree.at("etc/os-release").isPresent()) return;
        if (tree.at("usr/lib/os-release").isPresent()) {
            put(Entry.symlink("etc/os-release", "../usr/lib/os-release", 0, 0, 0));
        } else if (!locked.suites().isEmpty()) {
            String id = composition.origin().distribution();
            String version = locked.suites().getFirst().version().replaceFirst("\\..*", "");
            tree.write("etc/os-release", 0644, "ID=" + id + "\nVERSION_ID=\"" + version + "\"\nVERSION_CODENAME="
                    + locked.suites().getFirst().codename() + "\n", OWNER, group);
        }
    }

    private void put(Entry entry) {
        if (!entry.path().isEmpty()) tree.put(entry, Optional.empty(), OWNER, group);
    }

    private String path(String path) {
        return architecture.fill(path).substring(1);
    }
}
