"""Reading one article for its page: its text, and the events that it tells of."""

from __future__ import annotations

from dragoman.model.article import Article
from dragoman.record.browse_event import read_article_codings, read_articles
from dragoman.record.mirror import Mirror


def find_article(mirror: Mirror, article_id: str) -> Article | None:
    """Return an article, or None where the record has none by this id."""
    return read_articles(mirror, [article_id]).get(article_id)


def find_events_told(mirror: Mirror, article: Article) -> dict[str, str]:
    """Return which event each coding of the article belongs to: coding id -> event id.

    A coding that a person rejected, or that another coder's reading replaced, belongs to none and is left out.
    """
    codings = read_article_codings(mirror, article.id)
    rows = mirror.read_rows(
        """
        WITH told AS (
            SELECT id, unnest(coding_ids) AS coding_id FROM event
            WHERE first_reported <= $published AND last_reported >= $published
        )
        SELECT coding_id, id FROM told WHERE list_contains($codings, coding_id) ORDER BY coding_id
        """,
        {"published": article.published, "codings": codings},
    )
    return {str(coding): str(event) for coding, event in rows}
