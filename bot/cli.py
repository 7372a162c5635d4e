"""`flashbrief`: one command, its verbs in a written-out table, each loaded only when asked for.

Exit status: 0 done, 1 could not, 2 misuse. Errors are one or two plain lines on standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from bot.config import ConfigError
from briefs.errors import BriefsError

COMMANDS: dict[str, str] = {
    "run": "Run the bot: on Telegram with a token, in a local sandbox without.",
    "ingest": "Read flashes from files, folders or standard input into the database.",
    "extract": "Print the facts of flashes, JSON Lines in and out.",
    "explain": "Print each fact of a page with the rule that made it and its sentence.",
    "brief": "Print a briefing of a page, or of what was stored lately.",
    "ask": "Answer a question from what is stored, with its sources.",
    "board": "Print the last price of several materials, its change, and how it went.",
    "history": "Print a price day by day, or write it as CSV or XLSX.",
    "chart": "Draw one price or two as a PNG, with what became of the rules on them.",
    "movers": "Print what moved most in percent, by sector.",
    "calendar": "Print days to come: rules, deadlines, exchange holidays.",
    "policy": "Print the lives of policies: every status with its day and sentence.",
    "convert": "Turn a price into another unit or currency, showing what it was made from.",
    "sources": "List the sources and how each is; check the file; fetch one now.",
    "replay": "Play a stored day again into a sandbox, at 60 times its speed or any other.",
    "quarantine": "List what could not be read, and try it again.",
    "outbox": "Count what waits to be sent; list, show and replay what was given up.",
    "lexicon": "Look names up in the lexicon, add to it, list what it lacks, check its files.",
    "migrate": "Create the database or bring it up to date.",
    "doctor": "Say what is set, what is missing, what answers, and what to do.",
    "bench": "Measure a hot path on this machine.",
}


class Verbs(click.Group):
    """Loads a verb's module on first use, so that `extract` starts without Telegram."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return _loaded(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _loaded(verb: str) -> click.Command:
    # What is loaded stays for good: to look through it for garbage on the way takes 0.2 s.
    gc.disable()
    try:
        command: click.Command = import_module(f"bot.commands.{verb}").command
    finally:
        gc.freeze()
        gc.enable()
    return command


@click.command(cls=Verbs)
@click.version_option(package_name="flashbrief")
def cli() -> None:
    """A desk assistant for metals markets: no number without its sentence."""


def main() -> None:
    """Run the command line and exit with its status."""
    sys.exit(run_cli(sys.argv[1:]))


def run_cli(arguments: list[str]) -> int:
    """Run one command; returns its exit status."""
    try:
        status = cli.main(arguments, prog_name="flashbrief", standalone_mode=False)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "flashbrief"
        return _complain(error.format_message(), f"Try: {where} --help", status=2)
    except click.ClickException as error:
        return _complain(error.format_message())
    except (ConfigError, BriefsError) as error:
        return _complain(str(error))
    except (click.Abort, KeyboardInterrupt):
        return _complain("stopped", status=130)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"{error.filename or 'system'}: {error.strerror or error}")
    return status if isinstance(status, int) else 0


def _complain(*lines: str, status: int = 1) -> int:
    click.echo(f"flashbrief: {lines[0]}", err=True)
    for line in lines[1:]:
        click.echo(line, err=True)
    return status
