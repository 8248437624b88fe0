"""Keep spaCy's parses of the training texts between runs of the training script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from dragoman.extract import parsing

_KEPT = ["LEMMA", "POS", "TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SPACY", "ORTH"]
_parse = parsing.parse_texts


class ParseCache:
    """Stands for `parse_texts`; parses only what the file does not hold."""

    def __init__(self, path: Path) -> None:
        self._path = path
        vocab = spacy.blank("en").vocab
        stored = DocBin(store_user_data=False).from_disk(path).get_docs(vocab) if path.exists() else ()
        self._docs = {doc.text: doc for doc in stored}
        self._grown = False

    def parse_texts(self, texts: Sequence[str]) -> list[Doc]:
        """Return the parses of texts, kept or new."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._docs]
        if missing:
            self._docs.update((doc.text, doc) for doc in _parse(missing))
            self._grown = True
        return [self._docs[text] for text in texts]

    def save(self) -> None:
        """Write the parses to the file, where there are new ones."""
        if self._grown:
            store = DocBin(store_user_data=False, attrs=_KEPT)
            for doc in self._docs.values():
                store.add(doc)
            store.to_disk(self._path)


@contextmanager
def cached_parses(path: Path | None) -> Iterator[None]:
    """Read parses from `path` and add new ones to it; without a path parse everything anew."""
    if path is None:
        yield
        return
    cache = ParseCache(path)
    parsing.parse_texts = cache.parse_texts
    try:
        yield
    finally:
        parsing.parse_texts = _parse
        cache.save()
