"""The door on the command line: parse, call, print. No arithmetic."""

from nulopdemeter.cli.app import main

__all__ = ["main"]
