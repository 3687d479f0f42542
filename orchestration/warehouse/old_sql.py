"""SQL as DuckDB 1.1 reads it: the clients of BI tools parse the as-of functions themselves, and know no `if()`."""

from __future__ import annotations

import re
from functools import cache

# What may stand between two parts of a call: a text, a quoted name, a comment, or one other character
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|\w+|\W", re.DOTALL)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


@cache  # a model stands in every function that rests on it
def without_if(sql: str) -> str:
    """The same SQL with each call `if(a, b, c)` written as `case when a then b else c end`; raises ValueError where a
    call does not have three arguments.
    """
    return _written(_TOKEN.findall(sql))


def _written(tokens: list[str]) -> str:
    out: list[str] = []
    i = 0
    while i < len(tokens):
        if tokens[i].lower() == "if" and i + 1 < len(tokens) and tokens[i + 1] == "(":
            arguments, i = _arguments(tokens, i + 2)
            if len(arguments) != 3:
                raise ValueError(f"if() with {len(arguments)} arguments: {''.join(tokens[i - 20 : i])}")
            # each on a line of its own, which ends the comments that stand in it
            when, then, otherwise = (_written(argument) for argument in arguments)
            out.append(f"case when {when}\nthen {then}\nelse {otherwise}\nend")
        else:
            out.append(tokens[i])
            i += 1
    return "".join(out)


def _arguments(tokens: list[str], i: int) -> tuple[list[list[str]], int]:
    """The arguments of a call whose first token is `i`, and the token behind its closing bracket."""
    arguments: list[list[str]] = [[]]
    depth = 0
    while depth or tokens[i] != ")":
        depth += (tokens[i] in _OPENING) - (tokens[i] in _CLOSING)
        if tokens[i] == "," and not depth:
            arguments.append([])
        else:
            arguments[-1].append(tokens[i])
        i += 1
    return arguments, i + 1
