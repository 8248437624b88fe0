"""Pairs that hang together from a threshold on are one cluster, in whatever order they come."""

from hypothesis import given
from hypothesis import strategies as st

from evals.gva_splink import join_links

ARTICLES = "abcdefgh"
PAIRS = st.lists(st.tuples(st.sampled_from(ARTICLES), st.sampled_from(ARTICLES), st.floats(0, 1)), max_size=12)


def grow(links, threshold, article):
    """Return all that can be reached from an article, by walking."""
    seen, ahead = {article}, [article]
    while ahead:
        at = ahead.pop()
        for left, right, probability in links:
            for near, far in ((left, right), (right, left)):
                if probability >= threshold and near == at and far not in seen:
                    seen.add(far)
                    ahead.append(far)
    return seen


@given(PAIRS, st.floats(0, 1))
def test_clusters_are_what_can_be_reached(links, threshold):
    home = join_links(links, threshold)
    for article in home:
        assert {other for other in home if home[other] == home[article]} == grow(links, threshold, article)
    assert set(home) == {article for *both, p in links if p >= threshold for article in both}
