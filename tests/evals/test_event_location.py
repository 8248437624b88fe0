"""The event_location eval reads marks as people meant them, and counts what it says."""

import json

from dragoman.model import Span
from evals.event_location import main, read_marked, share_words


def row(text, verb, *places, **more):
    spans = [{"start": text.index(verb), "end": text.index(verb) + len(verb), "label": "VERB"}]
    spans += [{"start": text.index(p), "end": text.index(p) + len(p), "label": "LOCATION"} for p in places]
    return {"text": text, "spans": spans, "_id": 7, **more}


ROWS = [
    row("Gunmen killed two teachers in Kandahar on Tuesday.", "killed", "Kandahar "),
    row("A mob marched through Mexico City at noon.", "marched", "Mexico", "City"),
    row("The soldiers were killed by a mine.", "killed", "m"),
    row("A man was shot in Lima.", "shot", "Lima", answer="reject"),
]


def write(folder):
    path = folder / "other.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in ROWS), encoding="utf-8")
    return path


def test_slips_of_the_mouse_are_no_marks(tmp_path):
    marked = list(read_marked([write(tmp_path)]))
    assert [[place.quote(m.sentence) for place in m.places] for m in marked] == [["Kandahar"], ["Mexico City"], []]


def test_figures_are_shares_of_marked_and_unmarked_verbs(tmp_path, capsys):
    write(tmp_path)
    assert main(["--data", str(tmp_path), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["verbs"], scores["marked"], scores["fitted"]) == (3, 2, 0)
    assert scores["exact"] == scores["overlap"] == scores["none_where_none"] == 1.0


def test_half_of_the_words_must_be_shared():
    text = "Deir Ezzor Military Airport"
    assert share_words(text, Span(0, 27), Span(0, 10))
    assert not share_words(text, Span(0, 27), Span(0, 4))
    assert not share_words("Homs and Homs", Span(0, 4), Span(9, 13))


def test_copies_and_sentences_of_one_story_fall_on_one_side(tmp_path):
    path = tmp_path / "two.jsonl"
    ids = ("APW_ENG_20010101.0001_3_shoot", "APW_ENG_20010101.0001_9_march")
    rows = [{**row(f"Troops shot {n} men.", "shot"), "_id": each} for n, each in enumerate(ids)]
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    first, second = read_marked([path])
    assert first.document == second.document and first.held_out == second.held_out
