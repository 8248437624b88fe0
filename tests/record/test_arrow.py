"""What the model holds lies in Arrow exactly, and comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from record_values import articles, codings, make_article, make_coding, make_event, make_resolved

from dragoman.model import arrow


@given(st.lists(codings, max_size=4))
def test_codings_come_back_exactly(made):
    batch = arrow.codings_to_batch(made)
    assert batch.num_rows == len(made)
    assert arrow.batch_to_codings(batch) == made


@given(st.lists(articles, max_size=4))
def test_articles_come_back_exactly(made):
    assert arrow.batch_to_articles(arrow.articles_to_batch(made)) == made


def test_events_and_resolutions_come_back_exactly():
    article = make_article(1)
    coding = make_coding(article)
    events = [make_event([coding])]
    resolved = [make_resolved(coding, article)]
    assert arrow.batch_to_events(arrow.events_to_batch(events)) == events
    assert arrow.batch_to_resolved(arrow.resolved_to_batch(resolved)) == resolved
