package slipway.build.run.execute;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import slipway.build.run.execute.ProcessSpec.Confinement;
import slipway.build.run.execute.ProcessSpec.Network;
import slipway.build.run.execute.SystemCallRules.Verdict;
import slipway.image.json.Json;

/// A step in the words of the OCI runtime specification: the `config.json` of its bundle.
///
/// There is no control group to keep devices shut, so `/dev` holds no device file that works, as in our own sandbox; the
/// machine's are mounted onto it one by one.
///
/// @param runtime who is to read it
/// @param sandbox where the bundle lies
/// @param spec the step
record RuntimeBundle(OciRuntime runtime, Sandbox sandbox, ProcessSpec spec) {

    Json.Obj config() {
        var linux = Json.object()
                .put("namespaces", Json.array(namespaces().stream().map(type -> Json.object().put("type", type).build())
                        .toList()));
        if (confined()) {
            linux.put("seccomp", seccomp());
            linux.put("maskedPaths", Json.strings(TreeSteps.MASKED));
            linux.put("readonlyPaths", Json.strings(TreeSteps.READ_ONLY));
        }
        return Json.object().put("ociVersion", "1.0.2").put("process", process())
                .put("root", Json.object().put("path", in("root")).put("readonly", Json.of(false)).build())
                .put("hostname", spec.hostname()).put("mounts", mounts()).put("linux", linux.build()).build();
    }

    private boolean confined() {
        return spec.confinement() == Confinement.SANDBOX;
    }

    private String in(String name) {
        return sandbox.workspace() + "/" + name;
    }

    private List<String> namespaces() {
        var types = new ArrayList<>(List.of("pid", "mount", "ipc", "uts"));
        if (spec.network() == Network.NONE) types.add("network");
        return types;
    }

    private Json.Obj process() {
        var user = Json.object().put("uid", spec.user().uid()).put("gid", spec.user().gid()).put("umask", 022);
        boolean alone = sandbox.privileges() instanceof Privileges.NamespaceRoot root && !root.range();
        if (!alone || spec.user().groups().stream().anyMatch(group -> group != spec.user().gid())) {
            user.put("additionalGids", Json.array(spec.user().groups().stream().map(Json::of).toList()));
        }
        List<String> bounds = Capabilities.names(Capabilities.allowed(spec.confinement()) & sandbox.capabilities());
        List<String> rights = spec.user().uid() == 0 ? bounds : List.of();
        var capabilities = Json.object().put("bounding", Json.strings(bounds)).put("effective", Json.strings(rights))
                .put("permitted", Json.strings(rights)).build();
        var limits = spec.limits().stream().map(limit -> Json.object()
                .put("type", "RLIMIT_" + limit.name().toUpperCase(Locale.ROOT))
                .put("soft", unsigned(limit.soft())).put("hard", unsigned(limit.hard())).build()).toList();
        return Json.object().put("terminal", Json.of(false)).put("user", user.build())
                .put("args", Json.strings(spec.arguments())).put("env", Json.strings(spec.environment()))
                .put("cwd", spec.directory()).put("capabilities", capabilities).put("rlimits", Json.array(limits))
                .put("noNewPrivileges", Json.of(false)).build();
    }

    private static Json unsigned(long value) {
        return new Json.Num(Long.toUnsignedString(value));
    }

    private Json.Arr mounts() {
        var mounts = new ArrayList<Json>();
        mounts.add(mount("proc", "proc", "/proc", "nosuid", "noexec", "nodev"));
        String access = confined() ? "ro" : "rw";
        mounts.add(sandbox.privileges().inUserNamespace()
                ? mount("bind", "/sys", "/sys", "rbind", access, "nosuid", "noexec", "nodev")
                : mount("sysfs", "sysfs", "/sys", access, "nosuid", "noexec", "nodev"));
        mounts.add(mount("tmpfs", "tmpfs", "/dev", "nosuid", "nodev", "mode=755", "size=65536k"));
        // In a user namespace, where nobody can make a device file, these runtimes mount the machine's themselves.
        boolean theirs = sandbox.privileges().inUserNamespace() && runtime.kind() != OciRuntime.Kind.CRUN;
        for (String device : theirs ? List.<String>of() : TreeSteps.DEVICES) {
            mounts.add(mount("bind", "/dev/" + device, "/dev/" + device, "bind", "nosuid", "noexec"));
        }
        mounts.add(mount("devpts", "devpts", "/dev/pts", "newinstance", "nosuid", "noexec", "ptmxmode=0666", "mode=0620"));
        mounts.add(mount("tmpfs", "shm", "/dev/shm", "nosuid", "noexec", "nodev", "mode=1777",
                "size=" + spec.shmBytes()));
        mounts.add(mount("mqueue", "mqueue", "/dev/mqueue", "nosuid", "noexec", "nodev"));
        for (String name : List.of("hosts", "resolv.conf")) {
            mounts.add(mount("bind", in(name), "/etc/" + name, "bind", "ro", "nosuid", "noexec", "nodev"));
        }
        // crun mounts the root once more and forgets that no device file may work there.
        if (runtime.kind() == OciRuntime.Kind.CRUN) mounts.add(mount("bind", in("root"), "/.", "remount", "bind", "nodev"));
        for (int i = 0; i < spec.mounts().size(); i++) {
            String source = in(ExtraMountSteps.prepared(i));
            String target = "/" + String.join("/", Targets.parts(spec.mounts().get(i).target()));
            mounts.add(readOnly(spec.mounts().get(i))
                    ? mount("bind", source, target, "rbind", "nosuid", "nodev", "ro")
                    : mount("bind", source, target, "rbind", "nosuid", "nodev"));
        }
        return Json.array(mounts);
    }

    private static boolean readOnly(ExtraMount mount) {
        return switch (mount) {
            case ExtraMount.Bind bind -> bind.access() == ExtraMount.Access.READ_ONLY;
            case ExtraMount.Writable _ -> false;
            case ExtraMount.Tmpfs tmpfs -> tmpfs.access() == ExtraMount.Access.READ_ONLY;
            case ExtraMount.SecretFile _ -> true;
        };
    }

    private static Json mount(String type, String source, String destination, String... options) {
        return Json.object().put("destination", destination).put("type", type).put("source", source)
                .put("options", Json.strings(List.of(options))).build();
    }

    private Json.Obj seccomp() {
        var architectures = switch (sandbox.architecture()) {
            case X86_64 -> List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32");
            case AARCH64 -> List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
        };
        var calls = new ArrayList<Json>();
        for (Verdict verdict : Verdict.values()) {
            List<String> names = SystemCallRules.all().stream().filter(rule -> rule.verdict() == verdict)
                    .map(SystemCallRules.Rule::name).toList();
            switch (verdict) {
                case ALLOW -> calls.add(rule(names, List.of()));
                case ENOSYS -> calls.add(Json.object().put("names", Json.strings(names))
                        .put("action", "SCMP_ACT_ERRNO").put("errnoRet", 38).build());
                case CLONE -> calls.add(rule(names, List.of(
                        argument("SCMP_CMP_MASKED_EQ", SystemCallRules.CLONE_NAMESPACES))));
                case PERSONALITY -> SystemCallRules.PERSONALITIES.forEach(value ->
                        calls.add(rule(names, List.of(argument("SCMP_CMP_EQ", value)))));
                case SOCKET -> calls.addAll(socketRules(names, SystemCallRules.CLOSED_FAMILIES));
            }
        }
        return Json.object().put("defaultAction", "SCMP_ACT_ERRNO").put("defaultErrnoRet", 1)
                .put("architectures", Json.strings(architectures)).put("syscalls", Json.array(calls)).build();
    }

    /// All families but some: one rule for each gap between those, for the library behind the runtimes takes only one
    /// comparison of an argument in a rule, and equal families between two closed ones can be named.
    private static Collection<Json> socketRules(List<String> names, List<Long> closed) {
        var rules = new ArrayList<Json>();
        rules.add(rule(names, List.of(argument("SCMP_CMP_LT", closed.getFirst()))));
        for (long family = closed.getFirst() + 1; family < closed.getLast(); family++) {
            if (!closed.contains(family)) rules.add(rule(names, List.of(argument("SCMP_CMP_EQ", family))));
        }
        rules.add(rule(names, List.of(argument("SCMP_CMP_GT", closed.getLast()))));
        return rules;
    }

    private static Json rule(List<String> names, List<Json> arguments) {
        var rule = Json.object().put("names", Json.strings(names)).put("action", "SCMP_ACT_ALLOW");
        if (!arguments.isEmpty()) rule.put("args", Json.array(arguments));
        return rule.build();
    }

    private static Json argument(String comparison, long value) {
        return Json.object().put("index", 0).put("value", value).put("valueTwo", 0).put("op", comparison).build();
    }
}
