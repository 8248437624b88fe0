"""Keep spaCy's parses of the training texts between runs of the training script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from dragoman.extract import parsing

_KEPT = ["LEMMA", "POS", "TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SPACY", "ORTH"]


class CachedLanguage:
    """Stands for the loaded pipeline; parses only what the file does not hold."""

    def __init__(self, path: Path) -> None:
        self._path = path
        vocab = spacy.blank("en").vocab
        stored = DocBin(store_user_data=False).from_disk(path).get_docs(vocab) if path.exists() else ()
        self._docs = {doc.text: doc for doc in stored}
        self._parse = parsing.load_language
        self._grown = False

    def pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[Doc]:
        texts = list(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in self._docs]
        if missing:
            for doc in self._parse().pipe(missing, batch_size=batch_size):
                self._docs[doc.text] = doc
            self._grown = True
        return (self._docs[text] for text in texts)

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
    original = parsing.load_language
    language = CachedLanguage(path)
    parsing.load_language = lambda: language  # type: ignore[assignment,misc,return-value]
    try:
        yield
    finally:
        parsing.load_language = original
        language.save()
