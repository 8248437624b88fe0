"""The same article gives the same codings on every engine, whatever is coded before it or beside it."""

import gc
import weakref
from collections import deque
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.extract.batches import code_batch
from dragoman.extract.coders import load_coder
from dragoman.extract.network import load_network
from dragoman.model import Article
from dragoman.model.arrow import articles_to_batch, batch_to_codings
from dragoman.model.guide import coding_to_guide
from dragoman.pipeline.engines import code_in_order

CODER = "network"
_WORDS = (
    (
        "Blast kills nine in Quetta",
        "A suicide bomber killed nine policemen in Quetta on Tuesday, officials said. He fled.",
    ),
    ("Minister to visit", "Foreign Minister Anna Orlova will meet her Turkish counterpart in Ankara next week."),
    ("TALKS FAIL IN GENEVA", "GENEVA (Tamsk Wire) - Rebels rejected the government's offer. They accused it of lies."),
    ("", "Thousands marched through Nairobi on 3 March against the new tax. Police arrested 40 to 50 of them."),
    ("He said so again", "He said that it had happened there. They denied it, and she thanked them for the help."),
    ("Harvest", "The wheat was good this year, and bread is cheap."),
    (
        "Aid for Kabul",
        "Japan promised 20 million dollars to Afghanistan — «for bread», it said.\n\nThe Taliban claimed the attack.",
    ),
    (
        "Odd signs",
        "Ünïcode \u200b👩‍🚒 killed\tthree\nsoldiers; 5,000 fled ISIS's shells.\n\n   Iran sanctioned 12 firms.",
    ),
)
ARTICLES = [
    Article(f"a{number}", "Tamsk Courier", date(2019, 3, 6), title, text) for number, (title, text) in enumerate(_WORDS)
]


def code(articles):
    """Return article id -> codings with everything that they hold, coded in one call of the coder."""
    found = load_coder(CODER).code_articles(articles)
    return {article.id: show(article, codings) for article, codings in zip(articles, found, strict=True)}


def show(article, codings):
    assert all(coding.article_id == article.id for coding in codings)
    return [coding_to_guide(coding, spans=True) for coding in codings]


@pytest.fixture(scope="module")
def alone():
    """Each article coded by itself."""
    found = {article.id: code([article])[article.id] for article in ARTICLES}
    assert sum(map(bool, found.values())) >= 4, "hardly any article gives a coding: nothing is compared"
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles=st.lists(st.sampled_from(ARTICLES), min_size=2, max_size=len(ARTICLES), unique=True))
def test_neighbours_and_order_change_nothing(alone, articles):
    assert code(articles) == {article.id: alone[article.id] for article in articles}


@pytest.mark.parametrize(("workers", "batch_size"), [(1, 3), (1, 100), (2, 3)])
def test_every_engine_gives_the_same_codings_in_order(alone, workers, batch_size):
    order, found = [], {}
    for batch, coded in code_in_order(ARTICLES, CODER, workers, batch_size):
        assert not coded.failed
        order.extend(article.id for article in batch)
        for article in batch:
            found[article.id] = show(article, [c for c in coded.codings if c.article_id == article.id])
    assert order == [article.id for article in ARTICLES]
    assert found == alone


def test_a_process_that_has_coded_lets_go_of_the_network():
    network = weakref.ref(load_network())
    deque(code_in_order(ARTICLES[:1], CODER, 1), maxlen=0)
    gc.collect()
    assert network() is None


def test_codings_go_through_arrow_unchanged(alone):
    coded = code_batch(articles_to_batch(ARTICLES), CODER)
    codings = batch_to_codings(coded.codings)
    assert [c for article in ARTICLES for c in alone[article.id]] == [coding_to_guide(c, spans=True) for c in codings]


def test_codings_name_the_coder_and_quote_the_text(alone):
    name = load_coder(CODER).name
    for article in ARTICLES:
        for coding in load_coder(CODER).code_articles([article])[0]:
            assert coding.coder == name
            for quote in (coding.trigger, coding.quote, *coding.targets, *coding.weapons, *coding.mentions):
                assert quote.span.quote(article.full_text) == quote.text
