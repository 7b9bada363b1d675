"""The command group: its commands are imported only when they are asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from .. import __version__
from ..errors import DamagedIndexError, ObligraphError
from ..messages import Translation, say, translation
from .options import common_options, language_of, spoken_language

COMMANDS = {
    "ask": "answering",
    "binding": "answering",
    "why": "answering",
    "missing": "questions",
    "due": "overview",
    "changes": "overview",
    "discipline": "overview",
    "conflicts": "overview",
    "short-terms": "overview",
    "draft": "overview",
    "query": "questions",
    "queries": "questions",
    "sparql": "questions",
    "parse": "reading",
    "ingest": "reading",
    "record": "recording",
    "load": "recording",
    "members": "recording",
    "init": "keeping",
    "index": "keeping",
    "check": "keeping",
    "verify": "safekeeping",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "migrate": "safekeeping",
    "doctor": "safekeeping",
    "draw": "showing",
    "export": "showing",
    "publish": "publishing",
    "report": "reporting",
    "serve": "serving",
}
"""Each command and the module of its theme, in the order in which the help shows them."""


class Commands(click.Group):
    """The commands by name; each lives in a module of its theme."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order in which the help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and return it, None for an unknown name."""
        theme = COMMANDS.get(cmd_name)
        if theme is None:
            return None
        command = getattr(import_module(f".{theme}", __package__), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)  # noqa: S101  a table of our own
        return command

    def main(self, *arguments: Any, standalone_mode: bool = True, **extra: Any) -> Any:  # noqa: ANN401
        """Run a command; an error is one line on standard error, and the exit code is the error's."""
        code = self._run(*arguments, **extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, *arguments: Any, **extra: Any) -> int:  # noqa: ANN401
        words = extra.get("args") or next(iter(arguments), None) or sys.argv
        spoken = translation(spoken_language(words))
        try:
            result = self._run_healing(*arguments, **extra)
        except ObligraphError as error:
            _complain(error.told(spoken))
            return error.exit_code
        except OSError as error:  # of a file or folder that was named: what is none for us is caught before
            _complain(_of_system(error, spoken))
            return ObligraphError.exit_code
        except click.ClickException as error:
            _complain(_one_line(error, spoken))
            return 2
        except (click.Abort, KeyboardInterrupt):
            return 130
        return result if isinstance(result, int) else 0

    def _run_healing(self, *arguments: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Run a command; once more where the index was found damaged, which is then made anew."""
        run_command: Any = super().main
        try:
            return run_command(*arguments, standalone_mode=False, **extra)
        except DamagedIndexError as error:
            from ..store import set_aside

            set_aside(Path(error.source or ""))
            return run_command(*arguments, standalone_mode=False, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command; a reader that went away (`| head`) is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command's line without importing the commands."""
        lines = [(name, say(f"help.{name}", language_of(ctx)).split("\n")[0]) for name in COMMANDS]
        with formatter.section(say("help.commands", language_of(ctx))):
            formatter.write_dl(lines)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help=say("help.obligraph", spoken_language(sys.argv)),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="obligraph")
@common_options
@click.pass_context
def obligraph(ctx: click.Context) -> None:
    """Hold the commands; the options before a command are kept by `common_options`."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code; an error is one line.

    Both streams are UTF-8 whatever the locale says, with the line ends that we write; what is no
    text in an argument is shown escaped.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    words = sys.argv[1:] if arguments is None else arguments
    obligraph.main([_as_text(word) for word in words], prog_name="obligraph")


def _as_text(word: str) -> str:
    """Return an argument that a locale without UTF-8 took for bytes as the text that it is."""
    try:
        return word.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return word


def _complain(words: str) -> None:
    """Print one line on standard error, without what a terminal would act upon: names are anybody's."""
    from ..render.table import visible  # with the engine 0.1 s: not for those who ask for help

    click.echo(f"obligraph: {visible(words)}", err=True)


def _of_system(error: OSError, spoken: Translation) -> str:
    """Return what the system says, and of what."""
    what = (error.strerror or str(error)).lower()
    named = f"{error.filename}: " if error.filename else ""
    return f"{named}{what}; {spoken('check the path and your rights')}"


def _one_line(error: click.ClickException, spoken: Translation) -> str:
    """Return what is wrong and where its help stands; what click itself says is English."""
    said = error.message if spoken(error.message) != error.message else error.format_message()
    problem = " ".join(spoken(said).split()).rstrip(".")
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{problem}; {spoken('see {command} --help').format(command=error.ctx.command_path)}"
    return problem
