"""What clustering promises whatever the scores are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadTable
from dragoman.resolve.clustering import Ruling, cluster_pairs
from dragoman.resolve.link_tables import DATA, load_link_tables

SIZE = 7
PAIRS = [(i, j) for i in range(SIZE) for j in range(i + 1, SIZE)]
SCORES = st.fixed_dictionaries({pair: st.one_of(st.none(), st.floats(0, 1)) for pair in PAIRS})
RULINGS = st.lists(st.builds(lambda pair, same: Ruling(*pair, same), st.sampled_from(PAIRS), st.booleans()), max_size=5)


def cluster(scores, rulings=()):
    def score(i, j):
        return scores[min(i, j), max(i, j)]

    scored = [(found, pair) for pair, found in scores.items() if found is not None]
    return cluster_pairs(SIZE, scored, score, rulings)


def test_a_chain_of_likeness_makes_no_event():
    scores = dict.fromkeys(PAIRS, 0.0) | {(i, i + 1): 0.9 for i in range(SIZE - 1)}
    assert max(len(members) for members in cluster(scores)) == 2


@given(SCORES)
def test_every_position_has_one_cluster_and_no_veto_is_inside_one(scores):
    clusters = cluster(scores)
    assert sorted(i for members in clusters for i in members) == list(range(SIZE))
    for members in clusters:
        assert all(scores[i, j] is not None for i in members for j in members if i < j)


@given(SCORES, RULINGS, st.sampled_from(PAIRS), st.booleans())
def test_the_last_ruling_holds_against_any_score(scores, rulings, pair, same):
    clusters = cluster(scores, [*rulings, Ruling(*pair, same)])
    together = any(set(pair) <= set(members) for members in clusters)
    assert together is same


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ("link_weights.csv", "place,same,much,0.8", "expected a number in deed, found 'much'"),
        ("link_weights.csv", "plaice,same,1,0.8", "unknown field 'plaice'. Did you mean 'place'?"),
        ("link_families.csv", "ASSALT,,force,deed", "unknown event 'ASSALT'. Did you mean 'ASSAULT'?"),
        ("link_common_words.csv", "police,often", "expected common or usual, found 'often'"),
        ("link_modes.csv", "drone", "expected 2 cells, found 1"),
    ],
)
def test_a_broken_table_names_file_and_line(tmp_path, table, line, told):
    for source in DATA.glob("link_*.csv"):
        (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    lines = (tmp_path / table).read_text(encoding="utf-8").splitlines()
    (tmp_path / table).write_text("\n".join([*lines, line]), encoding="utf-8")
    with pytest.raises(BadTable, match=rf"{table}:{len(lines) + 1}: ") as caught:
        load_link_tables(tmp_path)
    assert told in str(caught.value)
