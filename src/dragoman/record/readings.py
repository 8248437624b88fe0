"""What two coders read in the same articles."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.errors import NotFound, suggest_name
from dragoman.model.arrow import batch_to_articles, batch_to_codings
from dragoman.model.article import Article
from dragoman.model.coding import Coding
from dragoman.record.store import Store


def find_coder(store: Store, name: str) -> str:
    """Return the full name of a coder that has read articles of the record: "network" finds "network/2".

    Of several versions the one that read last. Raises NotFound with the names of those that there are.
    """
    rows = store.read("SELECT coder FROM coded GROUP BY coder ORDER BY max(run) DESC, coder DESC")
    known: list[str] = rows["coder"].to_pylist()
    for coder in known:
        if coder == name:
            return coder
    for coder in known:
        if coder.split("/")[0] == name:
            return coder
    names = ", ".join(sorted(known)) or "nobody"
    raise NotFound(
        f"expected a coder that has read articles of the record, or a file of codings; found '{name}'. "
        f"The record knows {names}.{suggest_name(name, known)}"
    )


def read_shared(store: Store, coders: Sequence[str]) -> tuple[list[Article], list[list[Coding]]]:
    """Return the articles that all these coders have read, by day and id, and what each found in them."""
    values = {"coders": list(coders), "number": len(set(coders))}
    shared = """
        SELECT article_id FROM coded WHERE list_contains($coders, coder)
        GROUP BY article_id HAVING count(DISTINCT coder) = $number
    """
    articles = batch_to_articles(store.read(f"FROM article WHERE id IN ({shared}) ORDER BY published, id", values))
    found = batch_to_codings(
        store.read(
            f"FROM coding WHERE list_contains($coders, coder) AND article_id IN ({shared}) "
            'ORDER BY article_id, trigger."start", id',
            values,
        )
    )
    return articles, [[coding for coding in found if coding.coder == coder] for coder in coders]
