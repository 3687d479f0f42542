"""What a sentence names: numbers, sums of money, crypto tokens and entries of the lexicon, each with its tokens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from orchestration.extraction.language import english
from orchestration.extraction.lexicon import Alias, Entry, Lexicon
from orchestration.extraction.temporal import Span
from orchestration.extraction.tokens import Token

_LONGEST_ALIAS = 12
_COUNT_WORDS = frozenset(["half", "a", "one", "dozen"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, in tokens `[first, last)`, its modifier's words included in `first`."""

    first: int
    last: int
    value: float
    high: float | None
    modifier: str
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as first written; a conversion in brackets is part of it."""

    first: int
    last: int
    amount: Decimal
    high: Decimal | None
    currency: str
    modifier: str
    converted: Decimal | None = None
    converted_currency: str | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """Tokens of a crypto asset, "4,502.9 BTC"."""

    first: int
    last: int
    quantity: float
    code: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of the lexicon named in tokens `[first, last)`; `safe` if the alias alone is enough."""

    first: int
    last: int
    entry: Entry
    safe: bool


@cache
def _modifiers() -> dict[tuple[str, ...], str]:
    from pathlib import Path

    import yaml

    raw = yaml.safe_load((Path(__file__).parent / "language.yml").read_text(encoding="utf-8"))
    return {
        tuple(p.split()): name for name, phrases in raw["modifiers"].items() for p in map(str.strip, phrases.split("|"))
    }


@cache
def _money_words() -> tuple[dict[str, str], dict[str, str], frozenset[str], dict[str, str]]:
    from pathlib import Path

    import yaml

    raw = yaml.safe_load((Path(__file__).parent / "language.yml").read_text(encoding="utf-8"))
    c = raw["currencies"]
    return c["symbols"], c["words"], frozenset(c["codes"].split()), raw["tokens"]


def token_code(word: str) -> str | None:
    """The code of a crypto token by a name of it in lower case, or None."""
    return _money_words()[3].get(word)


def find_numbers(tokens: list[Token], times: list[Span]) -> tuple[list[Quantity], list[Money], list[Asset]]:
    """Numbers that are no times: plain, money and crypto tokens."""
    taken = {k for span in times for k in range(span.first, span.last)}
    crypto = _money_words()[3]
    numbers: list[Quantity] = []
    money: list[Money] = []
    assets: list[Asset] = []
    i = 0
    while i < len(tokens):
        if i in taken or not _may_count(tokens[i]) or _order_number(tokens, i):
            i += 1
            continue
        sum_ = _money(tokens, i)
        if sum_:
            money.append(sum_)
            i = sum_.last
            continue
        number = _number(tokens, i, taken)
        if number is None:
            i += 1
            continue
        code = crypto.get(tokens[number.last].word) if number.last < len(tokens) else None
        if code and not number.ordinal:
            assets.append(Asset(number.first, number.last + 1, number.value, code))
        else:
            numbers.append(number)
        i = number.last
    return numbers, money, assets


def _order_number(tokens: list[Token], i: int) -> bool:
    """ "E.O. 13810", "Executive Orders 13382 and 13810": a number that names an act counts nothing."""
    token = tokens[i]
    number = token.kind == "number" and len(token.raw) == 5 and token.raw.isdigit()
    return number and any(t.word in ("order", "orders", "e.o", "e.o.", "eo") for t in tokens[max(i - 4, 0) : i])


def _may_count(token: Token) -> bool:
    """Whether a number, a sum or a currency code can begin at a token."""
    if token.value is not None or token.kind in ("symbol", "number"):
        return True
    word = token.word
    if token.kind != "word":
        return False
    if word in _COUNT_WORDS or "-" in word or token.tag == "ORD":
        return True
    return len(word) <= 4 and token.raw.isupper()


def _plain(tokens: list[Token], i: int) -> tuple[float, int] | None:
    """Value and end of a plain number at `i`: "9", "nine", "1.5 billion", "twenty-one", "half a dozen", "two
    hundred".
    """
    language = english()
    if i >= len(tokens):
        return None
    token = tokens[i]
    if (
        token.value is None
        and token.word not in ("half", "half-a-dozen", "a", "one", "dozen")
        and "-" not in token.word
    ):
        return None
    words = [t.word for t in tokens[i : i + 3]]
    if words[:3] == ["half", "a", "dozen"] or words[:2] == ["half-a-dozen", ""]:
        return 6.0, i + 3
    if words[:2] == ["a", "dozen"]:
        return 12.0, i + 2
    if words[0] == "a" and words[1:2] in (["pair"], ["couple"]) and words[2:3] == ["of"]:
        return 2.0, i + 3
    if (
        words[0] in ("a", "one")
        and len(words) > 1
        and words[1] in ("hundred", "thousand", "million", "billion", "trillion")
    ):
        value, j = language.scales[words[1]], i + 2
        return value, j
    if words[0] == "dozen":
        return 12.0, i + 1
    if token.value is None or token.tag not in ("NUM",):
        head, _, tail = token.word.partition("-")
        if head in language.numbers and tail in language.numbers and language.numbers[head] >= 20:
            return language.numbers[head] + language.numbers[tail], i + 1
        return None
    value, j = token.value, i + 1
    while j < len(tokens) and tokens[j].word in language.scales and (tokens[j].kind == "word"):
        if len(tokens[j].word) == 1 and (
            tokens[j].start != tokens[j - 1].end or i == 0 or tokens[i - 1].kind != "symbol"
        ):
            break
        value = round(value * language.scales[tokens[j].word], 6)
        j += 1
    if j < len(tokens) and tokens[j].word == "dozen":
        value, j = value * 12, j + 1
    return value, j


def _number(tokens: list[Token], i: int, taken: set[int]) -> Quantity | None:
    plain = _plain(tokens, i)
    if plain is None:
        if tokens[i].tag == "ORD" and tokens[i].value is not None:
            return Quantity(i, i + 1, tokens[i].value or 0.0, None, "exact", ordinal=True)
        return None
    value, j = plain
    high, j = _range_end(tokens, i, j, taken)
    first, modifier = modifier_before(tokens, i)
    return Quantity(first, j, value, high, "range" if high is not None else modifier)


def _range_end(tokens: list[Token], i: int, j: int, taken: set[int]) -> tuple[float | None, int]:
    joined = j < len(tokens) and (
        tokens[j].word in ("to", "-", "–") or (tokens[j].word == "and" and i and tokens[i - 1].word == "between")
    )
    if joined and j + 1 < len(tokens) and j + 1 not in taken:
        other = _plain(tokens, j + 1)
        if other and other[0] > (tokens[i].value or 0):
            return other
    return None, j


def modifier_before(tokens: list[Token], i: int) -> tuple[int, str]:
    """Where a number phrase begins, its modifier included, and the modifier."""
    for size in (4, 3, 2, 1):
        if i >= size:
            words = tuple(t.word for t in tokens[i - size : i])
            name = _modifiers().get(words)
            if name:
                return i - size, name
    return i, "exact"


def _money(tokens: list[Token], i: int) -> Money | None:
    found = _sum(tokens, i)
    if found is None:
        return None
    value, currency, j = found
    high: Decimal | None = None
    if j + 1 < len(tokens) and tokens[j].word in ("to", "-", "–", "and"):
        other = _sum(tokens, j + 1)
        if other and other[0] > value and (tokens[j].word != "and" or (i and tokens[i - 1].word == "between")):
            high, j = other[0], other[2]
    first, modifier = modifier_before(tokens, i)
    converted, converted_currency = None, None
    if j + 1 < len(tokens) and tokens[j].word == "(":
        k = j + 1
        while k < len(tokens) and k < j + 4 and _sum(tokens, k) is None and tokens[k].word != ")":
            k += 1
        inner = _sum(tokens, k)
        if inner and inner[1] != currency:
            converted, converted_currency = inner[0], inner[1]
            close = next((m for m in range(inner[2], min(inner[2] + 8, len(tokens))) if tokens[m].word == ")"), None)
            j = close + 1 if close is not None else j
    return Money(
        first, j, value, high, currency, "range" if high is not None else modifier, converted, converted_currency
    )


def _sum(tokens: list[Token], i: int) -> tuple[Decimal, str, int] | None:
    """Amount, currency and end of a sum that begins at `i`."""
    if i >= len(tokens):
        return None
    symbols, words, codes, _ = _money_words()
    token = tokens[i]
    currency = symbols.get(token.word) if token.kind == "symbol" or token.word in symbols else None
    if currency is None and token.raw in codes:
        currency = token.raw
    if currency:
        plain = _plain(tokens, i + 1)
        return (_decimal(plain[0]), currency, plain[1]) if plain else None
    plain = _plain(tokens, i)
    if plain is None:
        return None
    j = plain[1]
    while (
        j < len(tokens)
        and tokens[j].raw in ("US", "American", "Korean", "Japanese", "Chinese", "South", "in")
        and j - plain[1] < 2
    ):
        j += 1
    if j < len(tokens) and (tokens[j].word in words or tokens[j].raw in codes):
        return _decimal(plain[0]), words.get(tokens[j].word, tokens[j].raw), j + 1
    return None


def _decimal(value: float) -> Decimal:
    return Decimal(repr(round(value, 2))).quantize(Decimal("0.01"))


def find_named(tokens: list[Token], lexicon: Lexicon) -> list[Named]:
    """Entries of the lexicon, the longest alias at each place; one place may name several entries (an item and a
    party).
    """
    found: list[Named] = []
    known = lexicon.index
    i = 0
    while i < len(tokens):
        parts = tokens[i].parts
        if not parts or (parts[0] not in known and not (parts[0][-1] == "s" and parts[0][:-1] in known)):
            i += 1
            continue
        here = _aliases_at(tokens, i, lexicon)
        if here and tokens[i].word == "the" and i + 1 < len(tokens):
            inner = _aliases_at(tokens, i + 1, lexicon)
            here = inner if inner and inner[0].last > here[0].last else here  # "the North Korean", not "the North"
        found.extend(here)
        i = here[0].last if here else i + 1
    return found


def _aliases_at(tokens: list[Token], i: int, lexicon: Lexicon) -> list[Named]:
    parts = tokens[i].parts
    if not parts:
        return []
    best: list[Named] = []
    best_size = 0
    for alias in _candidates(tokens, i, lexicon):
        if len(alias.parts) < best_size:
            continue
        end = _match(tokens, i, alias)
        if end is None:
            continue
        if len(alias.parts) > best_size:
            best, best_size = [], len(alias.parts)
        named = Named(i, end, alias.entry, alias.safe)
        if named not in best:
            best.append(named)
    return best


def _candidates(tokens: list[Token], i: int, lexicon: Lexicon) -> list[Alias]:
    """Aliases that share the first part of token `i` and, where they have one, the part that follows it."""
    parts = tokens[i].parts
    first = parts[0]
    indexes = [lexicon.index.get(first)]
    if len(parts) == 1 and first[-1] == "s" and len(first) > 3:
        indexes.append(lexicon.index.get(first[:-1]))
    found: list[Alias] = []
    following = ""
    for index in indexes:
        if index is None:
            continue
        if not following:
            following = parts[1] if len(parts) > 1 else next((t.parts[0] for t in tokens[i + 1 : i + 4] if t.parts), "")
        found.extend(index.get(following, ()))
        if following.endswith("s"):
            found.extend(index.get(following[:-1], ()))
        if following:
            found.extend(index.get("", ()))
    return found


def _match(tokens: list[Token], i: int, alias: Alias) -> int | None:
    """The end of an alias that begins at token `i`, or None. Plural and inner hyphens are free, letter case unless
    the alias says.
    """
    wanted, k, j = alias.parts, 0, i
    while k < len(wanted):
        if j >= len(tokens) or j - i > _LONGEST_ALIAS:
            return None
        token = tokens[j]
        if token.kind in ("mark", "possessive"):
            if k == 0 or token.word not in ("-", "'", ".", "'s", "&"):
                return None
            j += 1
            continue
        for part in token.parts:
            if k == len(wanted):
                return j + 1 if _at_hyphen(token, wanted) else None
            if part != wanted[k] and not (k == len(wanted) - 1 and part == wanted[k] + "s"):
                return None
            k += 1
        if not token.parts:
            return None
        j += 1
    if alias.case_sensitive:
        raw = "".join("".join(c for c in t.raw if c.isalnum()) for t in tokens[i:j] if t.kind != "possessive")
        if not raw.startswith("".join(c for c in alias.text.replace("’s", "").replace("'s", "") if c.isalnum())):
            return None
    return j


def _at_hyphen(token: Token, wanted: tuple[str, ...]) -> bool:
    """Whether the alias ends at a hyphen inside its last token ("Lazarus-linked"), not within a model number
    ("Hwasong-11Na").
    """
    pieces = token.word.split("-")
    heads = {"".join(c for c in "-".join(pieces[:n]) if c.isalnum()) for n in range(1, len(pieces))}
    joined = "".join(wanted)
    return any(joined.endswith(head) for head in heads if head)
