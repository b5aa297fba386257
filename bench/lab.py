"""What the measurements stand on: processes that end with us, a registry, bases in it, contexts, a quiet machine."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


class Unusable(Exception):
    """The benchmark cannot run here; the text says why and what would help."""


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def unmount_below(directory):
    """Unmounts all that is mounted in a directory, the last mount first, so that it can be deleted."""
    prefix = str(Path(directory).resolve()) + "/"
    with open("/proc/self/mountinfo", encoding="utf-8") as mounts:
        points = [line.split(" ")[4].encode().decode("unicode_escape") for line in mounts]
    for point in reversed(points):
        if point.startswith(prefix):
            subprocess.run(["umount", "-l", point], check=False, stderr=subprocess.DEVNULL)


def remove(directory):
    """Deletes a directory tree with the mounts in it. Entries that something still holds are an error."""
    if os.path.lexists(directory):
        unmount_below(directory)
        shutil.rmtree(directory)


def set_aside(directory):
    """Moves a tree out of the way, to be deleted later by `remove_set_aside`: file systems such as ext4 are slow to make new
    files for a while after many were deleted, and the next measurement would pay for that."""
    directory = Path(directory)
    if os.path.lexists(directory):
        unmount_below(directory)
        aside = directory.parent / "aside"
        aside.mkdir(exist_ok=True)
        directory.rename(aside / f"{directory.name}-{time.monotonic_ns()}")


def remove_set_aside(parent):
    remove(Path(parent) / "aside")


class Service:
    """A process in the background that is ended, by its id, with the benchmark."""

    def __init__(self, words, log, env=None):
        self.log = Path(log)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)

    def wait_until(self, ready, seconds=60):
        """Waits until `ready()` holds."""
        end = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                tail = self.log.read_text(errors="replace")[-2000:]
                raise Unusable(f"{self.process.args[0]} does not start:\n{tail}")
            time.sleep(0.1)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def answers(registry):
    """Whether a registry answers at host:port."""
    try:
        with urllib.request.urlopen(f"http://{registry}/v2/", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port(preferred):
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise Unusable("no port is free on 127.0.0.1")


class Registry:
    """The registry that holds the bases and receives the pushes: the one at REG, else one of our own."""

    CONFIG = """version: 0.1
log: {{level: error, accesslog: {{disabled: true}}}}
storage:
  filesystem: {{rootdirectory: "{directory}"}}
  delete: {{enabled: true}}
http: {{addr: "{address}"}}
"""

    def __init__(self, work, address):
        self.directory = work / "registry"
        self.config = work / "registry.yml"
        self.service = None
        self.address = address
        if address:
            if not answers(address):
                raise Unusable(f"REG names {address}, where no registry answers")
            return
        if not shutil.which("docker-registry"):
            raise Unusable("there is no docker-registry; apt-get install docker-registry, or let REG name a registry")
        self.address = f"127.0.0.1:{free_port(5000)}"
        self.directory.mkdir(parents=True, exist_ok=True)
        self.config.write_text(self.CONFIG.format(directory=self.directory, address=self.address))
        self.service = Service(["docker-registry", "serve", str(self.config)], work / "registry.log")
        self.service.wait_until(lambda: answers(self.address))

    def has(self, repository, tag):
        request = urllib.request.Request(f"http://{self.address}/v2/{repository}/manifests/{tag}", method="HEAD")
        request.add_header("Accept", "application/vnd.oci.image.manifest.v1+json")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status == 200
        except urllib.error.HTTPError:
            return False

    def forget_pushed(self, name):
        """Deletes a pushed repository and its blobs, if the registry is ours: the next push finds neither."""
        repository = self.directory / "docker/registry/v2/repositories" / name
        if self.service and repository.is_dir():
            shutil.rmtree(repository)
            subprocess.run(["docker-registry", "garbage-collect", "--delete-untagged=false", str(self.config)], check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def warm(self):
        """Reads the blobs of our registry, so that all builders get them from memory."""
        if self.service:
            read_all(self.directory)

    def stop(self):
        if self.service:
            self.service.stop()


# The bases by workload, as repository:tag, and what `bases.sh` calls them.
BASES = {
    "W1": [("golang:1.19-bookworm", "golang"), ("distroless/static:nonroot", "distroless")],
    "W2": [("python:3.11-slim", "python")],
    "W3": [("alpine:3.19", "alpine")],
    "W4": [("alpine:3.19", "alpine")],
    "W5": [("alpine:3.19", "alpine")],
    "W6": [("alpine:3.19", "alpine")],
    "W7": [("big300:latest", "big300")],
}


def prepare_bases(workloads, scripts, registry, work):
    """Pushes the bases that the registry lacks."""
    missing = []
    for workload in workloads:
        for reference, name in BASES[workload]:
            if name not in missing and not registry.has(*reference.rsplit(":", 1)):
                missing.append(name)
    if not missing:
        return
    say(f"making the base images {', '.join(missing)}; this takes minutes ...")
    log = work / "bases.log"
    with open(log, "wb") as out:
        made = subprocess.run(["bash", str(scripts / "bases.sh"), *missing], stdout=out, stderr=out, check=False,
                              env={**os.environ, "REG": registry.address, "OUT": str(work / "bases")})
    if made.returncode:
        raise Unusable(f"bases.sh failed; its log is {log}")


def prepare_context(workload, scripts, registry, work, scale):
    """Writes the context of a workload. `scale` shrinks W3 and W5."""
    contexts = work / "contexts"
    subprocess.run([sys.executable, str(scripts / "gen.py"), str(contexts), workload], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "REG": registry.address, "SCALE": str(scale)})
    return contexts / workload


class TouchedFile:
    """The source file of a context that the mode `touch` changes, and puts back in the end."""

    COMMENTS = {".go": "//"}

    def __init__(self, context):
        self.path = context / (context / ".touch").read_text().strip()
        self.original = self.path.read_bytes()
        self.status = self.path.stat()

    def change(self, number):
        mark = self.COMMENTS.get(self.path.suffix, "#")
        self.path.write_bytes(self.original + f"{mark} {number}\n".encode())

    def restore(self):
        self.path.write_bytes(self.original)
        os.utime(self.path, ns=(self.status.st_atime_ns, self.status.st_mtime_ns))


def read_all(directory):
    """Reads all files of a tree, so that they are in the page cache."""
    buffer = bytearray(1 << 20)
    for parent, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(parent, name)
            if os.path.islink(path):
                continue
            with open(path, "rb", buffering=0) as data:
                while data.readinto(buffer):
                    pass


def busy_ticks():
    """The ticks that all cores spent working, and all ticks, since the machine's start."""
    with open("/proc/stat", encoding="ascii") as stat:
        ticks = [int(word) for word in stat.readline().split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def wait_for_idle(seconds, share=0.10):
    """Waits until the cores were less busy than `share` for a second, at most `seconds`. Says whether they were."""
    os.sync()
    end = time.monotonic() + seconds
    while True:
        busy, total = busy_ticks()
        time.sleep(1)
        busy_now, total_now = busy_ticks()
        if busy_now - busy <= share * max(1, total_now - total):
            return True
        if time.monotonic() >= end:
            return False
