package slipway.cli.bake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.bake.Entry;
import slipway.bake.Key;
import slipway.bake.Resolution;
import slipway.bake.Target;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What a definition may do on this machine: read and write in the current directory, and what `--allow` permits. A
/// definition comes with its project, and who builds a stranger's project does not mean to give it the whole machine.
final class Permissions {

    private static final Set<String> OTHERS = Set.of("network.host", "security.insecure", "ssh", "device");

    private final Call call;
    private final List<Path> readable = new ArrayList<>();
    private final List<Path> writable = new ArrayList<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    private Permissions(Call call) throws IOException {
        this.call = call;
        readable.add(real(call.directory()));
        writable.add(real(call.directory()));
    }

    /// @param sets options `--set`: who types a path means it
    /// @throws SlipwayException.BadInput when targets do what is not permitted
    static void check(Call call, Resolution resolution, List<String> sets) throws IOException {
        var permissions = new Permissions(call);
        for (String allowed : call.arguments().values(BakeOptions.ALLOW)) permissions.allow(allowed);
        boolean files = !call.variable("BUILDX_BAKE_ENTITLEMENTS_FS").orElse("1").matches("0|false|FALSE|False|f|F");
        for (Target target : resolution.targets()) permissions.check(target, files, sets);
        if (permissions.missing.isEmpty()) return;
        throw new SlipwayException.BadInput(Problem.of("the targets ask for what a definition cannot take for itself")
                .hint("if you trust them, permit it: --allow " + String.join(" --allow ", permissions.missing)));
    }

    private void allow(String allowed) throws IOException {
        int equals = allowed.indexOf('=');
        String what = equals < 0 ? allowed : allowed.substring(0, equals);
        if (!what.startsWith("fs")) {
            if (!OTHERS.contains(what)) throw new SlipwayException.Usage(Problem.of("--allow " + allowed + " is not known")
                    .hint("fs, fs.read and fs.write with a directory, network.host, security.insecure and ssh are"));
            others.add(what);
            return;
        }
        if (equals < 0) throw new SlipwayException.Usage(Problem.of("--allow " + allowed + " needs a directory: " + what
                + "=DIR, or * for all"));
        String path = allowed.substring(equals + 1);
        Path directory = path.equals("*") ? Path.of("/") : real(call.path(path));
        switch (what) {
            case "fs" -> {
                readable.add(directory);
                writable.add(directory);
            }
            case "fs.read" -> readable.add(directory);
            case "fs.write" -> writable.add(directory);
            default -> throw new SlipwayException.Usage(Problem.of("--allow " + allowed + " is not known")
                    .hint("fs, fs.read and fs.write permit access to files"));
        }
    }

    private void check(Target target, boolean files, List<String> sets) throws IOException {
        for (String entitlement : target.texts(Key.ENTITLEMENTS)) {
            boolean typed = sets.stream().anyMatch(set -> set.endsWith("entitlements=" + entitlement)
                    || set.endsWith("network=host") && entitlement.equals("network.host"));
            if (!others.contains(entitlement) && !typed) missing.add(entitlement);
        }
        if (!files) return;
        read(target.text(Key.CONTEXT), sets);
        for (String context : target.pairs(Key.CONTEXTS).values()) {
            if (!context.matches("(?s)(target|compose:builtin|docker-image|oci-layout|https?|git|ssh):.*")) {
                read(Optional.of(context.startsWith("compose:") ? context.substring("compose:".length()) : context), sets);
            }
        }
        if (target.text(Key.DOCKERFILE_INLINE).isEmpty()) {
            String context = target.text(Key.CONTEXT).orElse(".");
            read(target.text(Key.DOCKERFILE).map(file -> file.startsWith("/") ? file : context + "/" + file), sets);
        }
        for (Entry entry : target.entries(Key.SECRET)) if (entry instanceof Entry.Secret secret) read(secret.file(), sets);
        for (Entry entry : target.entries(Key.SSH)) if (entry instanceof Entry.Ssh ssh) for (String path
                : ssh.paths()) read(path, sets);
        for (Entry entry : target.entries(Key.CACHE_FROM)) if (entry instanceof Entry.Cache cache) read(path(cache, "src"),
                sets);
        for (Entry entry : target.entries(Key.CACHE_TO)) if (entry instanceof Entry.Cache cache) write(path(cache, "dest"),
                sets);
        for (Entry entry : target.entries(Key.OUTPUT)) if (entry instanceof Entry.Export export) write(export.destination(),
                sets);
    }

    private static String path(Entry.Cache cache, String attribute) {
        return cache.type().equals("local") ? cache.attributes().getOrDefault(attribute, "") : "";
    }

    private void read(Optional<String> path, List<String> sets) throws IOException {
        if (path.isPresent()) read(path.get(), sets);
    }

    private void read(String path, List<String> sets) throws IOException {
        if (!isPermitted(path, readable, sets)) missing.add("fs.read=" + path);
    }

    private void write(String path, List<String> sets) throws IOException {
        if (!isPermitted(path, writable, sets)) missing.add("fs.write=" + path);
    }

    private boolean isPermitted(String path, List<Path> permitted, List<String> sets) throws IOException {
        if (path.isEmpty() || path.equals("-")
                || path.matches("(?is)(https?|git|ssh)://.*|git@.*|github\\.com/.*")) return true;
        if (sets.stream().anyMatch(set -> set.endsWith("=" + path) || set.contains("=" + path + ","))) return true;
        Path file = real(call.path(path));
        return permitted.stream().anyMatch(file::startsWith);
    }

    /// The path without links; of what is not there yet, as much as is there.
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) return there.toRealPath().resolve(there.relativize(absolute)).normalize();
        }
        return absolute;
    }
}
