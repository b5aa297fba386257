"""The builders that are measured. Each keeps all it has in one directory of its own, whose deletion makes it cold."""
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from lab import Service, remove, say, set_aside


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds on the clock, and seconds of all cores, its children's and its daemon's included."""

    wall: float
    cpu: float


class Failed(Exception):
    """A builder failed at a workload; the text is the end of what it said."""


def first_line(*words, env=None):
    """The first line a command prints, or nothing when it fails."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return (done.stdout.strip().splitlines() or [""])[0]


def run(words, log, env=None):
    """Runs a command to its end."""
    with open(log, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(words)} ended with {process.returncode}:\n{Path(log).read_text(errors='replace')[-1500:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


class Slipway:
    name = "slipway"

    def __init__(self, work, program):
        self.state = work / "state" / self.name
        self.log = work / "slipway.log"
        self.program = str(program)
        self.env = {**os.environ, "SLIPWAY_ROOT": str(self.state)}

    def missing(self):
        """Why this builder cannot run here, or nothing."""
        if not os.access(self.program, os.X_OK):
            return f"there is no {self.program}"
        say("starting slipway, which builds itself first if its sources changed ...")
        done = subprocess.run([self.program, "build", "--help"], capture_output=True, text=True, check=False)
        return done.stderr.strip() if done.returncode else None

    def version(self):
        return first_line(self.program, "version") or first_line(self.program, "--version")

    def empty(self):
        set_aside(self.state)

    def build(self, context, tag):
        return run([self.program, "build", "-t", tag, str(context)], self.log, self.env)

    def build_and_push(self, context, tag):
        return run([self.program, "build", "--push", "-t", tag, str(context)], self.log, self.env)

    def stop(self):
        remove(self.state)


class Buildah:
    name = "buildah"

    def __init__(self, work):
        self.state = work / "state" / self.name
        self.log = work / "buildah.log"
        self.probe = work / "probe"
        self.runtime = None

    def command(self, *words):
        return ["buildah", "--root", str(self.state / "root"), "--runroot", str(self.state / "run"), "--storage-driver", "overlay",
                *words]

    def missing(self):
        if not shutil.which("buildah"):
            return "buildah is not installed"
        said = "no OCI runtime is installed"
        for runtime in ("crun", "runc"):
            if shutil.which(runtime):
                self.runtime = runtime
                try:
                    self.try_runtime()
                    return None
                except Failed as failure:
                    said = str(failure)
        return f"it can run no step: {said}"

    def try_runtime(self):
        """Runs one step, as crun refuses some machines' control groups. Any static program serves."""
        busybox = shutil.which("busybox")
        if not busybox:
            return
        self.probe.mkdir(parents=True, exist_ok=True)
        shutil.copy(busybox, self.probe / "busybox")
        (self.probe / "Dockerfile").write_text('FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "true"]\n')
        try:
            self.build(self.probe, "probe")
        finally:
            self.empty()
            remove(self.probe)

    def version(self):
        return f"{first_line('buildah', '--version')}, {first_line(self.runtime, '--version')}"

    def empty(self):
        set_aside(self.state)

    def build(self, context, tag):
        return run(self.command("build", "--runtime", self.runtime, "--layers", "--network", "host", "--tls-verify=false",
                                "-t", tag, str(context)), self.log)

    def build_and_push(self, context, tag):
        built = self.build(context, tag)
        pushed = run(self.command("push", "--tls-verify=false", tag), self.log)
        return Cost(built.wall + pushed.wall, built.cpu + pushed.cpu)

    def stop(self):
        remove(self.state)


class Docker:
    """Docker's BuildKit, in a daemon of our own beside any that runs already: own data, own socket, no bridge."""

    name = "docker"

    def __init__(self, work):
        self.state = work / "state" / self.name
        self.log = work / "docker.log"
        self.daemon = None
        self.client = None
        self.said_version = None
        self.socket = f"unix://{self.state}/docker.sock"
        self.env = {**os.environ, "DOCKER_BUILDKIT": "1", "BUILDKIT_PROGRESS": "plain", "DOCKER_CONFIG": str(self.state / "client")}

    def missing(self):
        if not shutil.which("dockerd"):
            return "dockerd is not installed"
        for directory in os.get_exec_path():
            client = os.path.join(directory, "docker")
            if os.access(client, os.X_OK) and self.builds_with_buildkit(client):
                self.client = client
                return None
        return "no docker client that can use BuildKit is installed"

    def builds_with_buildkit(self, client):
        """Clients up to 22 have BuildKit's protocol built in, later ones need the plugin buildx."""
        found = re.match(r"(\d+)\.", first_line(client, "version", "--format", "{{.Client.Version}}") or self.client_version(client))
        return bool(found) and (int(found[1]) < 23 or bool(first_line(client, "buildx", "version", env=self.env)))

    @staticmethod
    def client_version(client):
        """The version from `--version`, which asks no daemon."""
        words = first_line(client, "--version").split()
        return words[2].rstrip(",") if len(words) > 2 else ""

    def version(self):
        return f"{first_line('dockerd', '--version')}, client {self.client_version(self.client)}, {first_line('runc', '--version')}"

    def empty(self):
        self.stop_daemon()
        set_aside(self.state)
        self.state.mkdir(parents=True)
        self.daemon = Service(
            ["dockerd", "--data-root", str(self.state / "data"), "--exec-root", str(self.state / "exec"),
             "--pidfile", str(self.state / "pid"), "--host", self.socket, "--storage-driver", "overlay2",
             "--bridge", "none", "--iptables=false", "--ip-forward=false", "--ip-masq=false", "--log-level", "warn"],
            self.log.with_name("dockerd.log"))
        self.daemon.wait_until(lambda: bool(first_line(self.client, "-H", self.socket, "version", env=self.env)))

    def measured(self, *words):
        """Runs the client, and counts the daemon's work with its own."""
        before = cpu_of_tree(self.daemon.process.pid)
        cost = run([self.client, "-H", self.socket, *words], self.log, self.env)
        return Cost(cost.wall, cost.cpu + cpu_of_tree(self.daemon.process.pid) - before)

    def build(self, context, tag):
        return self.measured("build", "--network", "host", "-t", tag, str(context))

    def build_and_push(self, context, tag):
        built = self.build(context, tag)
        pushed = self.measured("push", tag)
        return Cost(built.wall + pushed.wall, built.cpu + pushed.cpu)

    def stop_daemon(self):
        if self.daemon:
            self.daemon.stop()
            self.daemon = None

    def stop(self):
        self.stop_daemon()
        remove(self.state)


def cpu_of_tree(root):
    """Seconds of all cores that a process, its living descendants and those they waited for have used."""
    ticks, parents = {}, {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path("/proc", entry, "stat").read_text(encoding="utf-8", errors="replace").rsplit(") ", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry)] = int(fields[1])
            ticks[int(entry)] = sum(int(field) for field in fields[11:15])
    total = 0
    for pid, count in ticks.items():
        ancestor = pid
        while ancestor not in (root, 0):
            ancestor = parents.get(ancestor, 0)
        if ancestor == root:
            total += count
    return total / os.sysconf("SC_CLK_TCK")
