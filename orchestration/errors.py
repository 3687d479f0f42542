"""What goes wrong in a way that a user can act on: one clear line and the exit code of the command."""

from __future__ import annotations


class PanelwatchError(Exception):
    """Ends a run or a command with one line for the user; `exit_code` is what `panelwatch` exits with.

    1: failed, the published file is untouched; 2: wrong usage; 75: another run holds the warehouse.
    """

    exit_code = 1

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        if exit_code is not None:
            self.exit_code = exit_code
