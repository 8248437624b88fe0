"""How a place's name is spelt for look-up: folded to plain lower-case words, then to a 44-bit key.

Two spellings that fold alike are one name: "Deir ez-Zor" and "DEIR EZ ZOR", "Bagrām" and "Bagram", "St. Louis" and
"Saint Louis".
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_DROPPED = re.compile(r"[.'’‘ʻʼ`´ʿʾ]+")
_SPACED = re.compile(r"[^\w]+|_+")
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "u s": "us"}
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "a"})


def fold_name(name: str) -> str:
    """Return the name in lower case, without accents, apostrophes and full stops, words joined by one space."""
    folded = name.casefold()
    if not folded.isascii():
        plain = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(char for char in plain if not unicodedata.combining(char)).translate(_LETTERS)
    words = _SPACED.sub(" ", _DROPPED.sub("", folded)).split()
    return " ".join([_WORDS.get(word, word) for word in words])


def name_key(folded: str) -> int:
    """Return the 44-bit key of a folded name: the low bits of the first 8 bytes of its BLAKE2b digest.

    44 bits: a name that the gazetteer lacks meets one of its 513,000 keys by chance once in 34 million look-ups,
    and the sorted keys lie less than 2**32 apart, so that the pack holds their gaps in four bytes each.
    """
    digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & 0xFFFFFFFFFFF
