"""What is wrong with a query that does not parse: where, and what to write instead.

The engine tells the place up to which it could read, which is often far behind the mistake. So the usual mistakes are
looked for first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from himagraph import vocab
from himagraph.errors import QuerySyntaxError
from himagraph.lexer import KEYWORDS, TOKEN

_PLACE = re.compile(r"error at (\d+):(\d+): ")
_CLOSES = {")": "(", "}": "{", "]": "["}
#: What stands between the tokens of a text that is well formed, and a quotation mark that closes nothing.
_QUOTE = re.compile(r"[\"']")


def syntax_error(sparql: str, reason: str) -> QuerySyntaxError:
    """The error of a query that the engine could not read for this reason, with line, column and a hint."""
    for position, what, remedy in _mistakes(sparql):
        return _at(sparql, position, what, remedy)
    found = _PLACE.search(reason)
    if not found:
        return QuerySyntaxError(f"The query does not parse: {reason}")
    line, column = int(found[1]), int(found[2])
    said = re.sub(r"\s+", " ", reason[found.end() :])
    if "IRI parsing failed" in said:
        return _error(sparql, line, column, "an IRI here is not absolute", "Write it whole: <https://...>.")
    if len(said) > 120:
        said = "the query cannot go on like this, or ends too soon"
    return _error(sparql, line, column, said.replace("[_]", "no more, or another word"), "")


def _mistakes(sparql: str) -> Iterator[tuple[int, str, str]]:
    """The usual mistakes as position, what it is, and a remedy; the first that is likely to be the cause first."""
    tokens = list(TOKEN.finditer(sparql))
    yield from _open_strings(sparql, tokens)
    yield from _undeclared(sparql, tokens)
    yield from _unknown_words(tokens)
    yield from _brackets(tokens)


def _open_strings(sparql: str, tokens: list[re.Match[str]]) -> Iterator[tuple[int, str, str]]:
    end = 0
    for token in tokens:
        for quote in _QUOTE.finditer(sparql, end, token.start()):
            yield quote.start(), "this text is not closed", f"Close it with {quote[0]}."
        end = token.end()
    for quote in _QUOTE.finditer(sparql, end):
        yield quote.start(), "this text is not closed", f"Close it with {quote[0]}."


def _undeclared(sparql: str, tokens: list[re.Match[str]]) -> Iterator[tuple[int, str, str]]:
    declared = set(vocab.PREFIXES) | {"_"}
    before = ""
    for token in tokens:
        if token["name"] is not None:
            prefix = token["prefix"] or ""
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                near = _near(prefix, sorted(declared - {"_", ""}))
                hint = f"Did you mean {near}:? Or declare it" if near else "Declare it"
                yield token.start(), f"the prefix {prefix}: is not declared", f"{hint}: PREFIX {prefix}: <https://...>"
        before = (token["word"] or "").upper()


def _unknown_words(tokens: list[re.Match[str]]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        word = token["word"]
        if word and word.upper() not in KEYWORDS:
            near = _near(word.upper(), sorted(KEYWORDS))
            if near:  # else it may stand in an IRI with a space in it, or be a function of another engine
                yield token.start(), f"{word[:40]} is no word of SPARQL", f"Did you mean {near}?"


def _brackets(tokens: list[re.Match[str]]) -> Iterator[tuple[int, str, str]]:
    waiting: list[tuple[str, int]] = []
    for token in tokens:
        mark = token["mark"]
        if not mark:
            continue
        if mark not in _CLOSES:
            waiting.append((mark, token.start()))
        elif waiting and waiting[-1][0] == _CLOSES[mark]:
            waiting.pop()
        else:
            yield token.start(), f"this {mark} closes nothing that is open", f"Take it out, or open a {_CLOSES[mark]}."
            return
    for mark, position in waiting[-1:]:
        yield position, f"this {mark} is never closed", f"Close it: {'})]'['{(['.index(mark)]}"


def _near(word: str, known: list[str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=75)
    return found[0] if found else None


def _at(sparql: str, position: int, what: str, remedy: str) -> QuerySyntaxError:
    line = sparql.count("\n", 0, position) + 1
    return _error(sparql, line, position - sparql.rfind("\n", 0, position), what, remedy)


def _error(sparql: str, line: int, column: int, what: str, remedy: str) -> QuerySyntaxError:
    lines = sparql.split("\n")
    shown = lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""
    told = f"The line reads: {shown}" if shown else ""
    return QuerySyntaxError(
        f"The query does not parse: line {line}, column {column}: {what}.", f"{remedy} {told}".strip()
    )
