"""The commands, by who uses them. Heavy modules are imported when a command needs them."""

import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Learn APIs in Python by writing one.",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def print_json(data: Mapping[str, Any]) -> None:
    """One JSON document on standard output, in ASCII: right in whatever encoding that is."""
    json.dump(data, sys.stdout)
    sys.stdout.write("\n")
    sys.stdout.flush()


def say(text: str = "") -> None:
    """A line on standard output."""
    typer.echo(text)


def progress(text: str, *, last: bool = False) -> None:
    """A line on standard error that is written over; nothing where that is no terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}" + ("\n" if last and text else ""))
        sys.stderr.flush()
