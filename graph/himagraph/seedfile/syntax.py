"""What the YAML parser complains of, in words that say what to do."""

from __future__ import annotations

import yaml

#: Parts of libyaml's complaints, what they mean, and the remedy; the first that fits is taken.
_COMPLAINTS = (
    ("expected ',' or ']'", "a list in [ ] is not closed",
     "Close the bracket with ], or put a comma between its items."),
    ("expected ',' or '}'", "a mapping in { } is not closed",
     "Close the bracket with }, or put a comma between its keys."),
    ("unexpected end of stream", "a text in quotation marks is not closed", "Close the quotation mark."),
    ("unexpected document indicator", "a text in quotation marks is not closed", "Close the quotation mark."),
    ("tab character", "a tab stands in the indentation", "Indent with spaces, not with tabs."),
    ("cannot start any token", "a value starts with a character that YAML reserves, or a tab stands in the indentation",
     "Quote the text, and indent with spaces, not with tabs."),
    ("mapping values are not allowed", "a colon stands where no key can be",
     "Quote the text that holds the colon, or mend the indentation."),
    ("could not find expected ':'", "a key has no colon", "Write `key: value`, or quote the text if it is one."),
    ("escape", "a backslash in double quotation marks starts an unknown escape",
     "Write the backslash twice, or use single quotation marks."),
    ("hexdecimal", "a \\x or \\u escape lacks digits", "Give \\x two, \\u four and \\U eight hexadecimal digits."),
    ("sequence entries are not allowed", "a dash stands where no list can be", "Mend the indentation."),
    ("expected '-' indicator", "a line is indented unlike its list", "Mend the indentation, or quote the text."),
    ("expected key", "a line is indented unlike its mapping, or a text goes on after its quotation mark",
     "Mend the indentation, or quote the whole text."),
    ("expected alphabetic or numeric", "a value starts with & or *", "Quote the text."),
    ("comment or line break", "text stands right after | or >", "Start the text on the next line, or quote it."),
    ("document start", "text stands after the end of the file's one value", "Mend the indentation."),
    ("tag", "a value starts with !", "Quote the text."),
    ("directive", "a line starts with %", "Quote the text."),
)  # fmt: skip
_REST = "Mend the indentation, or quote a text that holds any of : # [ ] { } , & * ! | > @ %."


def explain(error: yaml.YAMLError, lines: int) -> tuple[int, str, str]:
    """Line, message and remedy for a file of so many lines."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, f"this is not YAML: {' '.join(str(error).split())}.", _REST
    mark = error.problem_mark or error.context_mark
    line = min(mark.line + 1, max(lines, 1)) if mark else 1
    complaint = f"{error.context or ''} {error.problem or ''}"
    meaning, remedy = next(
        ((meaning, remedy) for part, meaning, remedy in _COMPLAINTS if part in complaint),
        (str(error.problem or "it cannot be parsed"), _REST),
    )
    start = error.context_mark.line + 1 if error.context_mark else line
    since = f" (it starts in line {start})" if start != line else ""
    return line, f"this is not YAML: {meaning}{since}.", remedy
