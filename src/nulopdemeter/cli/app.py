"""The command line: its verbs and options, and what becomes of anything that goes wrong."""

import locale
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Group, Parameter

from nulopdemeter.cli.exit_codes import Exit
from nulopdemeter.cli.refusal import refused
from nulopdemeter.cli.screen import Screen
from nulopdemeter.cli.usage import usage_finding
from nulopdemeter.cli.verbs import add_verbs
from nulopdemeter.errors import InputError
from nulopdemeter.language import LANGUAGES, say

_LAST = 100  # place of the options that every command has


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the name of the program; those of the process without it.

    Returns
    -------
    int
        Exit code; see ``Exit``.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign gets a question mark in its place, not an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    screen = _first_screen(words)
    if argv is None and not sys.warnoptions:
        # What a library warns its programmers of says nothing to a user.
        warnings.simplefilter("ignore")
    try:
        return int(_call(words, screen))
    except InputError as error:
        return refused(screen, error.findings, str(error))
    except CycloptsError as error:
        return refused(screen, [usage_finding(error)], str(error))
    except KeyboardInterrupt:
        screen.problem(screen.say("cli.interrupted"))
        screen.document({"findings": [], "exit_code": int(Exit.INTERRUPTED)})
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception:
        log = _write_log(words)
        screen.problem(screen.say("cli.crashed", {"path": log}))
        screen.document({"findings": [], "log": str(log), "exit_code": int(Exit.CRASHED)})
        return Exit.CRASHED


def _call(words: Sequence[str], screen: Screen) -> Exit:
    app = make_app(screen)
    done = app.meta(list(words), exit_on_error=False, print_error=False, result_action="return_value")
    return done if isinstance(done, Exit) else Exit.DONE


def make_app(screen: Screen) -> App:
    """Build the command line in one language.

    Parameters
    ----------
    screen : Screen
        How the user wants to be spoken to, as far as is known before parsing.

    Returns
    -------
    App
        To be called through ``app.meta``.
    """
    t = screen.say
    app = App(
        name="nulopdemeter",
        help=t("cli.help"),
        help_epilogue=t("cli.help.exit_codes"),
        help_format="plaintext",
        default_parameter=Parameter(show_default=False),
        version=lambda: f"nulopdemeter {version('nulopdemeter')}",
        suppress_keyboard_interrupt=False,
    )
    app.group_commands = Group(t("cli.help.commands"))
    app.group_arguments = Group(t("cli.help.arguments"))
    app.group_parameters = Group(t("cli.help.options"))
    app.meta.suppress_keyboard_interrupt = False
    app.meta.group_parameters = Group(t("cli.help.global"), sort_key=_LAST)
    app["--help"].help = t("cli.help.help")
    app["--version"].help = t("cli.help.version")
    chosen = [screen]
    add_verbs(app, t, lambda: chosen[0])

    @app.meta.default
    def _launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        lang: Annotated[Literal["nl", "en"] | None, Parameter(help=t("cli.help.lang"))] = None,
        json: Annotated[bool, Parameter(help=t("cli.help.json"), negative="")] = False,
        quiet: Annotated[
            bool, Parameter(name=["--quiet", "-q"], help=t("cli.help.quiet"), negative="")
        ] = False,
        no_color: Annotated[bool, Parameter(help=t("cli.help.no_color"), negative="")] = False,
    ) -> object:
        chosen[0] = Screen(lang or screen.lang, json, quiet, screen.has_color and not no_color)
        return app(tokens, exit_on_error=False, print_error=False, result_action="return_value")

    return app


def _first_screen(words: Sequence[str]) -> Screen:
    """Look for language and format before parsing: mistakes in the other words are told in them."""
    lang = _system_language()
    for place, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(words):
            value = words[place + 1]
        lang = value if value in LANGUAGES else lang
    has_color = not os.environ.get("NO_COLOR") and "--no-color" not in words
    return Screen(lang, "--json" in words, bool({"-q", "--quiet"} & set(words)), has_color)


def _system_language() -> str:
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    told = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "nl" if told.lower().startswith(("nl", "dutch")) else "en"


def _write_log(words: Sequence[str]) -> Path:
    """Keep what a programmer needs out of the user's sight, in a file."""
    handle, name = tempfile.mkstemp(prefix="nulopdemeter-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(f"{say('cli.log', 'en', {'words': ' '.join(words), 'version': version('nulopdemeter')})}\n")
        traceback.print_exc(file=log)
    return Path(name)
