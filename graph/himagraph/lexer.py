"""The words of a SPARQL text, by the rules of the language: strings, IRIs and comments are never looked into."""

from __future__ import annotations

import re

#: `skip`: strings, IRIs, comments, variables and language tags; `name`: a prefixed name, its `prefix` perhaps None;
#: `word`: a keyword or a function; `mark`: a bracket. An IRI with a round bracket is no `skip`: it may be a comparison
#: in truth, as in `FILTER(1<2)SERVICE#>`.
TOKEN = re.compile(
    r"""(?P<skip><[^<>"{}|^`\\()\x00-\x20]*>|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|\#[^\r\n]*|[$?]\w+|@[A-Za-z-]+)"""
    r"""|(?P<name>(?P<prefix>[^\W\d][\w.-]*)?:(?:[\w:.%-]|\\.)*)|(?P<word>[A-Za-z]\w*)|(?P<mark>[{}()\[\]])""",
    re.DOTALL,
)
#: The words of SPARQL 1.1 queries.
KEYWORDS = frozenset(
    """
    A ABS AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY
    DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS
    IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES
    MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS
    SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG
    STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR
    """.split()  # noqa: SIM905
)
