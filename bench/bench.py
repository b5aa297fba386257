"""Times slipway against buildah and docker on the workloads. Started by run.sh."""
import argparse
import os
import signal
import sys
from pathlib import Path

from builders import Buildah, Docker, Failed, Slipway
from lab import (BASES, Registry, TouchedFile, Unusable, prepare_bases, prepare_context, read_all, remove, remove_set_aside,
                 say, wait_for_idle)
from report import as_json, summary, table

HOME = Path(__file__).resolve().parent
MODES = ["cold", "noop", "touch", "push"]
BUILDERS = ["slipway", "buildah", "docker"]


def listed(allowed):
    """Reads a list with commas, of allowed words."""
    def read(text):
        words = [word.strip().replace("no-op", "noop") for word in text.split(",") if word.strip()]
        for word in words:
            if word not in allowed:
                raise argparse.ArgumentTypeError(f"{word} is none of {', '.join(allowed)}")
        return [word for word in allowed if word in words]
    return read


def arguments():
    reader = argparse.ArgumentParser(prog="bench/run.sh", description="Times slipway against buildah and docker.",
                                     epilog="REG names a running registry with the bases, as host:port; else one is started. "
                                            "SCALE shrinks W3 and W5.")
    reader.add_argument("workloads", nargs="*", metavar="W1", help="the workloads, all when none is named")
    reader.add_argument("--modes", type=listed(MODES), default=MODES, help="of cold,noop,touch,push (default: all)")
    reader.add_argument("--builders", type=listed(BUILDERS), default=BUILDERS, help="of slipway,buildah,docker (default: all)")
    reader.add_argument("--runs", type=int, default=3, help="measurements of each builder (default: 3)")
    reader.add_argument("--scale", type=float, default=float(os.environ.get("SCALE", "1")), help="size of W3 and W5 (default: 1)")
    reader.add_argument("--format", choices=["table", "json"], default="table")
    reader.add_argument("--idle", type=float, default=60, metavar="SECONDS", help="how long to wait for an idle machine before each "
                                                                                "measurement (default: 60)")
    reader.add_argument("--work", type=Path, default=Path(os.environ.get("TMPDIR", "/var/tmp")) / "slipway-bench",
                        help="scratch directory; bases and registry stay in it for the next time (default: %(default)s)")
    reader.add_argument("--inputs", type=Path, default=HOME.parent.parent / "shared" / "workloads",
                        help="directory of gen.py and bases.sh (default: ../shared/workloads beside the checkout)")
    reader.add_argument("--slipway", type=Path, default=HOME.parent / "slipway", help="the program (default: the checkout's)")
    options = reader.parse_args()
    options.workloads = list(dict.fromkeys(word.upper() for word in options.workloads)) or list(BASES)
    for word in options.workloads:
        if word not in BASES:
            reader.error(f"{word} is no workload; they are {', '.join(BASES)}")
    if options.runs < 1:
        reader.error("--runs must be 1 or more")
    options.work = options.work.resolve()
    return options


class Bench:
    """Runs the measurements; all that it started or wrote for them is gone after `close`."""

    def __init__(self, options):
        self.options = options
        self.samples = {}
        self.failures = []
        self.unquiet = 0
        self.pushes = 0
        self.registry = Registry(options.work, os.environ.get("REG"))
        self.builders = []
        self.warm = set()

    def choose_builders(self):
        """Keeps the builders that can run here; says why others cannot."""
        work = self.options.work
        made = {"slipway": lambda: Slipway(work, self.options.slipway), "buildah": lambda: Buildah(work), "docker": lambda: Docker(work)}
        for name in self.options.builders:
            builder = made[name]()
            reason = builder.missing()
            if reason:
                say(f"leaving out {name}: {reason}")
                self.failures.append({"builder": name, "reason": reason})
            else:
                self.builders.append(builder)
        if not self.builders:
            raise Unusable("no builder can run here")

    def facts(self):
        facts = {"cores": os.cpu_count(), "kernel": os.uname().release, "memory": f"{memory_gib():.0f} GiB", "runs": self.options.runs,
                 "scale": self.options.scale, "measured while busy": self.unquiet}
        return facts | {builder.name: builder.version() for builder in self.builders}

    def measure(self, workload):
        context = prepare_context(workload, self.options.inputs, self.registry, self.options.work, self.options.scale)
        touched = TouchedFile(context)
        self.warm = set()
        broken = set()
        try:
            for mode in self.options.modes:
                if mode in ("noop", "touch"):
                    broken |= self.warm_up(workload, context, mode, broken)
                for number in range(1, self.options.runs + 1):
                    if mode == "touch":
                        touched.change(number)
                    for builder in self.builders:
                        if builder.name not in broken and not self.sample(workload, context, mode, builder):
                            broken.add(builder.name)
                if mode == "touch":
                    touched.restore()
        finally:
            touched.restore()
            remove(context)
            remove_set_aside(self.options.work / "state")

    def warm_up(self, workload, context, mode, broken):
        """Builds, unmeasured, with all builders that have not built this workload. Gives the names of those that failed."""
        failed = set()
        for builder in self.builders:
            if builder.name in self.warm or builder.name in broken:
                continue
            try:
                builder.empty()
                builder.build(context, tag_of(workload))
                self.warm.add(builder.name)
            except Failed as failure:
                self.failed(workload, mode, builder, failure)
                failed.add(builder.name)
        return failed

    def sample(self, workload, context, mode, builder):
        """One measurement. Says whether it came about."""
        try:
            cost = self.timed(workload, context, mode, builder)
        except Failed as failure:
            self.failed(workload, mode, builder, failure)
            return False
        say(f"{workload} {mode} {builder.name}: {cost.wall:.2f} s, {cost.cpu:.2f} s of cores")
        self.samples.setdefault((workload, mode, builder.name), []).append(cost)
        return True

    def failed(self, workload, mode, builder, failure):
        say(f"{workload} {mode} {builder.name}: {failure}")
        self.failures.append({"workload": workload, "mode": mode, "builder": builder.name, "reason": str(failure)})

    def timed(self, workload, context, mode, builder):
        if mode in ("cold", "push"):
            self.warm.discard(builder.name)
            builder.empty()
        read_all(context)
        self.registry.warm()
        if not wait_for_idle(self.options.idle):
            self.unquiet += 1
        if mode == "push":
            return self.pushed(builder, context, workload)
        cost = builder.build(context, tag_of(workload))
        self.warm.add(builder.name)
        return cost

    def pushed(self, builder, context, workload):
        """Pushes into a repository that never was, as a registry asks nobody for blobs it has."""
        self.pushes += 1
        repository = f"bench/{workload.lower()}-{builder.name}-{os.getpid()}-{self.pushes}"
        try:
            return builder.build_and_push(context, f"{self.registry.address}/{repository}:latest")
        finally:
            self.registry.forget_pushed(repository)

    def close(self):
        for builder in self.builders:
            builder.stop()
        self.registry.stop()
        remove(self.options.work / "state")
        remove(self.options.work / "contexts")


def tag_of(workload):
    return f"bench-{workload.lower()}"


def memory_gib():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if os.geteuid():
        raise Unusable("the benchmark needs root: buildah and docker keep their layers as root")
    if not (options.inputs / "gen.py").is_file():
        raise Unusable(f"there is no {options.inputs}/gen.py; --inputs names the workloads' directory")
    options.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(options)
    try:
        prepare_bases(options.workloads, options.inputs, bench.registry, options.work)
        bench.choose_builders()
        for workload in options.workloads:
            bench.measure(workload)
        rows = summary(bench.samples, options.builders)
        facts = bench.facts()
    finally:
        bench.close()
    print(as_json(rows, facts, bench.failures) if options.format == "json" else table(rows, options.builders, facts))
    return 1 if bench.failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unusable as problem:
        print(f"error: {problem}", file=sys.stderr)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
