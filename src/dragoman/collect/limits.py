"""How large one article may be, and what every reader calls an article that it cannot use.

| reason | what was found |
|---|---|
| bad-encoding | bytes in no encoding that can be told, or half a surrogate pair in JSON |
| bad-json | a line that is not a JSON object |
| bad-row | a row that breaks the table: too few cells, a text that is not text |
| bad-file | a damaged or cut-off gzip, Parquet, WARC or feed: what follows in it is lost |
| bad-date | a date that cannot be read, or can be read in two ways |
| no-date, future-date | no day of publication anywhere; a day after tomorrow |
| binary | bytes that are no text |
| empty, no-text | nothing there; HTML in which no article was found |
| too-long | over `MAX_BYTES` for one file, line or record, or over `MAX_CHARACTERS` of text |
| http-error | an address that could not be fetched |
| language | a text that is not English |
| duplicate | the same outlet, day and text once more |
| not-articles, unknown-kind, not-a-page | a file or record of a kind that holds no articles |
"""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""Most bytes of one file of text, line, row or record. Whole books fit; only a damaged file has longer lines."""

MAX_CHARACTERS = 200_000
"""Most characters of one text: some 33,000 words, ten times the longest magazine pieces."""
