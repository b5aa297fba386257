package slipway.build.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipway.build.Output.PlatformSplit;
import slipway.build.files.FileSource;
import slipway.build.operation.Stack;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;
import slipway.image.layer.Entry;

/// The files for several platforms side by side: each in a directory of its own, or all in one.
///
/// @param directory the platform's directory, `linux_arm64`; empty where all are in one
record PlatformRoots(String directory, List<FileSource> files) {

    /// @throws SlipwayException.BadInput when two platforms have a file at one place
    static List<PlatformRoots> of(List<Platform> platforms, List<Stack> stacks, PlatformSplit split) throws IOException {
        boolean each = switch (split) {
            case ALWAYS -> true;
            case NEVER -> false;
            case WHERE_SEVERAL -> platforms.size() > 1;
        };
        var files = new ArrayList<FileSource>();
        for (Stack stack : stacks) files.add(stack.files());
        if (!each) {
            refuseConflicts(platforms, files);
            return List.of(new PlatformRoots("", files));
        }
        var roots = new ArrayList<PlatformRoots>();
        for (int i = 0; i < files.size(); i++) {
            roots.add(new PlatformRoots(platforms.get(i).toString().replace('/', '_'), List.of(files.get(i))));
        }
        return roots;
    }

    private record Owner(Platform platform, Entry entry) {}

    private static void refuseConflicts(List<Platform> platforms, List<FileSource> files) {
        Map<String, Owner> owners = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            for (Entry entry : files.get(i).tree().all()) {
                Owner other = owners.putIfAbsent(entry.path(), new Owner(platforms.get(i), entry));
                if (other == null) continue;
                boolean merges = entry.is(Entry.Kind.DIRECTORY) && other.entry.is(Entry.Kind.DIRECTORY);
                if (!merges) {
                    throw new SlipwayException.BadInput(Problem.of("cannot overwrite " + entry.path() + " of "
                            + other.platform + " with that of " + platforms.get(i) + " in one directory")
                            .hint("leave platform-split=false out, and each platform has a directory of its own"));
                }
            }
        }
    }
}
