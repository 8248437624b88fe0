"""The coder `llm`: what a model says counts only where the text bears it out, and no fault of its own stops a run."""

import json
from contextlib import contextmanager
from datetime import date

import pytest
from fake_endpoint import say, serve
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import EVENTS, MODES, SECTORS
from dragoman.errors import BadSetting, StopRun
from dragoman.extract.coders.llm import LlmCoder
from dragoman.extract.coders.llm_answer import read_answer
from dragoman.extract.coders.llm_endpoint import Endpoint
from dragoman.extract.coders.llm_prompt import answer_schema, instruct
from dragoman.extract.coders.llm_settings import LlmSettings
from dragoman.extract.coders.llm_words import find_words
from dragoman.model import Article
from dragoman.model.guide import coding_from_guide, coding_to_guide

TEXT = (
    "Gunmen shot dead three guards of the Ostrel dam on Tuesday, police said.\n\n"
    "The Northern Front\u2019s spokesman said its men had done it. Veldania \u201cstrongly condemned\u201d the raid."
)
ARTICLE = Article("a1", "Valley Wire", date(2024, 3, 7), "Raid at the dam", TEXT)
OTHER = Article("a2", None, date(2024, 3, 7), "Weather", "Rain fell on the hills all day.")
THIRD = Article("a3", None, date(2024, 3, 8), "Sun", "The sun shone.")
FOURTH = Article("a4", None, date(2024, 3, 9), "Snow", "Snow fell.")
SHOOTING = {
    "event": "ASSAULT",
    "mode": "firearms",
    "status": "actual",
    "trigger": "shot dead",
    "quote": "Gunmen shot dead three guards of the Ostrel dam on Tuesday, police said.",
    "actors": [{"text": "Gunmen", "name": "Northern Front", "country": None, "sector": "REB"}],
    "recipients": [{"text": "three guards", "name": None, "country": "PAK", "sector": "COP"}],
    "targets": [],
    "weapons": [],
    "date": {"start": "2024-03-05", "end": "2024-03-05", "text": "on Tuesday"},
    "place": {"text": "Ostrel", "name": "Ostrel", "admin1": None, "country": "PAK"},
    "killed": {"best": 3, "low": None, "high": None, "text": "three guards"},
    "injured": None,
    "attribution": {"speaker": "police", "kind": "official"},
    "claimed_by": "The Northern Front",
}
CONDEMNING = {
    **dict.fromkeys(SHOOTING),
    "event": "ACCUSE",
    "mode": "disapprove",
    "status": "actual",
    "trigger": '"strongly condemned"',
    "quote": 'Veldania "strongly condemned" the raid.',
    "actors": [{"text": "Veldania", "name": None, "country": None, "sector": "GOV"}],
}


class Standby:
    """Stands for the default coder, and counts what it has to read."""

    name = "standby/1"

    def __init__(self):
        self.read = []

    def code_articles(self, articles):
        self.read += [article.id for article in articles]
        return [[] for _ in articles]


class Bench:
    """A coder on a fake endpoint, with pauses that are noted and not waited for."""

    def __init__(self, fake, folder, **settings):
        self.fake, self.standby, self.pauses = fake, Standby(), []
        self.settings = LlmSettings(fake.url, "toy", folder, **settings)
        self.endpoint = Endpoint(self.settings, answer_schema(), "sk-secret-77", sleep=self.pauses.append)
        self.coder = LlmCoder(self.settings, self.standby, endpoint=self.endpoint)

    def read(self, *articles):
        return self.coder.read_articles(articles or [ARTICLE])


@contextmanager
def bench(folder, *script, **settings):
    with serve(*script) as fake:
        made = Bench(fake, folder, **settings)
        with made.coder:
            yield made


def reasons(reading):
    return [complaint.reason for complaint in reading.complaints]


def test_codings_carry_every_value_with_the_words_that_it_was_read_from(tmp_path):
    with bench(tmp_path, say(CONDEMNING, SHOOTING)) as made:
        reading = made.read()[0]
    assert (reading.coder, reading.complaints, made.standby.read) == ("llm/1:toy", (), [])
    shooting, condemning = (coding_to_guide(coding, spans=True) for coding in reading.codings)
    said = {key: value for key, value in SHOOTING.items() if key not in ("date",)}
    assert {key: shooting[key] for key in said} == said
    assert shooting["date"] == {"start": "2024-03-05", "end": "2024-03-05"}
    # Typographic quotes are the text's own, whatever the model typed.
    assert condemning["trigger"] == "\u201cstrongly condemned\u201d"
    for row in (shooting, condemning):
        spans, text = row["spans"], ARTICLE.full_text
        assert [text[a:b] for a, b in spans["actors"]] == [actor["text"] for actor in row["actors"]]
        assert text[slice(*spans["quote"])] == row["quote"]
        assert row["coder"] == "llm/1:toy"
        assert coding_to_guide(coding_from_guide(row, text, "x"), spans=True) == row
    assert ARTICLE.full_text[slice(*shooting["spans"]["date"])] == "on Tuesday"


def test_the_question_holds_the_codebook_the_article_and_a_strict_schema(tmp_path):
    with bench(tmp_path, say()) as made:
        made.read()
    asked, headers = made.fake.asked[0], made.fake.headers[0]
    assert asked["model"] == "toy"
    assert headers["Authorization"] == "Bearer sk-secret-77"
    system, user = (message["content"] for message in asked["messages"])
    assert TEXT in user
    assert "2024-03-07" in user
    for word in (*EVENTS, *SECTORS, *(mode for modes in MODES.values() for mode in modes)):
        assert word in system, f"the instructions do not explain {word}"
    schema = asked["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["codings"]["items"]["properties"]["event"]["enum"] == list(EVENTS)
    _check_strict(schema)


def _check_strict(schema):
    """What servers that enforce schemas ask for: every key required, no others allowed."""
    if schema.get("type") == "object":
        assert schema["required"] == list(schema["properties"])
        assert schema["additionalProperties"] is False
    for part in [*schema.get("properties", {}).values(), *schema.get("anyOf", []), schema.get("items", {})]:
        if part:
            _check_strict(part)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"quote": "Gunmen shot dead four guards of the Ostrel dam."}, "is not in the text"),
        ({"trigger": "killed"}, "the trigger 'killed' is not in its quote"),
        ({"event": "ASALT"}, "Did you mean 'ASSAULT'?"),
        ({"status": "maybe"}, "unknown status"),
        ({"trigger": ""}, "is not in its quote"),
    ],
)
def test_a_coding_that_does_not_hold_is_told_to_the_model_once_and_then_refused(tmp_path, change, told):
    wrong = SHOOTING | change
    with bench(tmp_path, say(wrong, CONDEMNING)) as made:
        reading = made.read()[0]
    assert len(made.fake.asked) == 2
    second = made.fake.asked[1]["messages"]
    assert [message["role"] for message in second] == ["system", "user", "assistant", "user"]
    assert told in second[-1]["content"]
    assert [coding.event for coding in reading.codings] == ["ACCUSE"]
    assert reasons(reading) == ["coding-refused"]
    assert f"coding 1 ({wrong['event']}" in reading.complaints[0].detail
    assert told in reading.complaints[0].detail


def test_a_second_answer_without_the_fault_counts(tmp_path):
    wrong = SHOOTING | {"trigger": "killed"}
    with bench(tmp_path, say(wrong), say(SHOOTING)) as made:
        reading = made.read()[0]
    assert [coding.trigger.text for coding in reading.codings] == ["shot dead"]
    assert reading.complaints == ()


@pytest.mark.parametrize(
    ("change", "field", "left"),
    [
        ({"claimed_by": "Southern Front"}, "claimed_by", None),
        ({"place": SHOOTING["place"] | {"text": "Tamsk"}}, "place", None),
        ({"killed": {"best": 3, "low": 9, "high": None, "text": "three guards"}}, "killed", None),
        ({"killed": {"best": -3, "low": None, "high": None, "text": "three guards"}}, "killed", None),
        ({"date": {"start": "2024-02-30", "end": "2024-03-01", "text": "on Tuesday"}}, "date", None),
        ({"date": {"start": "2024-03-05", "end": "2024-03-01", "text": "on Tuesday"}}, "date", None),
        ({"mode": "demo"}, "mode", None),
        ({"weapons": ["rifles"]}, "weapons", []),
        ({"actors": [{"text": "Police of Tamsk", "sector": "COP"}]}, "actors", []),
        ({"attribution": {"speaker": "the army", "kind": "official"}}, "attribution", None),
        ({"attribution": {"speaker": "police", "kind": "cop"}}, "attribution", {"speaker": "police", "kind": "other"}),
        (
            {"actors": [{"text": "Gunmen", "name": "Red Band", "country": "Pakistan", "sector": "BAD"}]},
            "actors",
            [{"text": "Gunmen", "name": None, "country": None, "sector": "UNK"}],
        ),
    ],
)
def test_a_value_that_does_not_hold_is_left_out_and_named(tmp_path, change, field, left):
    with bench(tmp_path, say(SHOOTING | change)) as made:
        reading = made.read()[0]
    assert [coding_to_guide(coding)[field] for coding in reading.codings] == [left]
    assert set(reasons(reading)) == {"value-refused"}


def test_missing_keys_and_words_around_the_answer_are_taken_well(tmp_path):
    short = {key: SHOOTING[key] for key in ("event", "status", "trigger", "quote")}
    with bench(tmp_path, f"<think>Hm.</think> Here it is:\n```json\n{say(short)}\n```") as made:
        assert [coding.event for coding in made.read()[0].codings] == ["ASSAULT"]


@pytest.mark.parametrize(
    "answer", ["no json", '{"codings": [{"event": "ASSA', '{"events": []}', "[]", "", '{"codings": 3}']
)
def test_an_answer_that_stays_broken_falls_back_to_the_default_coder(tmp_path, answer):
    with bench(tmp_path, answer) as made:
        reading = made.read()[0]
        again = made.read()[0]
    assert (reading.coder, made.standby.read) == ("standby/1", ["a1", "a1"])
    assert reasons(reading) == ["coding-refused", "answer-refused"]
    assert len(made.fake.asked) == 2, "a broken answer is kept too: asking again would cost again"
    assert again == reading


def test_the_same_article_is_asked_about_once_and_read_the_same(tmp_path):
    with bench(tmp_path, say(SHOOTING)) as made:
        first = made.read(ARTICLE, OTHER)
    assert len(made.fake.asked) > 1
    with bench(tmp_path, (500, "broken")) as again:
        assert again.read(ARTICLE)[0] == first[0]
        assert again.fake.asked == []
    damaged = sorted(tmp_path.rglob("*.json"))
    for path in damaged:
        path.write_text('{"answer": "{')
    with bench(tmp_path, say(SHOOTING)) as repaired:
        assert repaired.read(ARTICLE)[0] == first[0]
        assert len(repaired.fake.asked) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_another_model_or_text_is_another_question(tmp_path):
    with bench(tmp_path, say()) as made:
        made.read(ARTICLE)
        made.read(Article("a1", "Valley Wire", date(2024, 3, 7), "Raid at the dam", TEXT + " It rained."))
        assert len(made.fake.asked) == 2
        other = LlmCoder(LlmSettings(made.fake.url, "toy2", tmp_path), made.standby, endpoint=made.endpoint)
        other.read_articles([ARTICLE])
        assert len(made.fake.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again_after_longer_and_longer_pauses(tmp_path, status):
    with bench(tmp_path, (status, "busy"), (status, "busy"), say(SHOOTING)) as made:
        assert len(made.read()[0].codings) == 1
    assert made.pauses == [1.0, 4.0]


def test_the_server_may_name_the_pause(tmp_path):
    with bench(
        tmp_path, (429, "busy", {"Retry-After": "7"}), (429, "", {"Retry-After": "9999"}), say(SHOOTING)
    ) as made:
        assert len(made.read()[0].codings) == 1
    assert made.pauses == [7.0, 60.0]


def test_an_endpoint_that_goes_on_failing_is_given_up(tmp_path):
    with bench(tmp_path, (500, "broken")) as made:
        readings = made.read(ARTICLE, OTHER, THIRD, FOURTH)
    assert [reading.coder for reading in readings] == ["standby/1"] * 4
    assert [reasons(reading) for reading in readings] == [["model-failed"]] * 4
    assert "500: broken" in readings[0].complaints[0].detail
    assert "asked no more" in readings[3].complaints[0].detail
    assert len(made.fake.asked) == 3 * 4, "three articles, four tries each"


def test_a_server_that_hangs_is_left_after_the_time_out(tmp_path):
    with serve(say()) as fake:
        fake.script = [lambda _: (fake.released.wait(20), say())[1]]
        made = Bench(fake, tmp_path, timeout_seconds=0.2)
        with made.coder:
            reading = made.read()[0]
        assert reasons(reading) == ["model-failed"]
        assert "ReadTimeout" in reading.complaints[0].detail
        assert len(fake.asked) == 2, "too slow twice is too slow"


def test_nobody_at_the_address_costs_no_calls(tmp_path):
    with serve(say()) as fake:
        url = fake.url
    fake.url = url
    made = Bench(fake, tmp_path, max_calls=1)
    with made.coder:
        assert reasons(made.read()[0]) == ["model-failed"]
    assert made.coder.calls == 0


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{broken", "model-failed"),
        ("[]", "model-failed"),
        ('{"choices": []}', "model-failed"),
        ('{"choices": [{"message": {"content": null, "refusal": "No."}}]}', "model-refused"),
    ],
)
def test_a_body_that_is_no_completion_falls_back_and_is_not_kept(tmp_path, body, reason):
    with bench(tmp_path, (200, body)) as made:
        assert reasons(made.read()[0]) == [reason]
    assert not list(tmp_path.rglob("*.json"))


def test_calls_beyond_the_budget_are_not_made_and_the_next_run_goes_on(tmp_path):
    with bench(tmp_path, say(SHOOTING), say(), max_calls=1) as made:
        first = made.read(ARTICLE, OTHER)
    assert [reading.coder for reading in first] == ["llm/1:toy", "standby/1"]
    assert reasons(first[1]) == ["calls-used-up"]
    assert len(made.fake.asked) == 1
    with bench(tmp_path, say(), max_calls=1) as made:
        second = made.read(ARTICLE, OTHER)
    assert [reading.coder for reading in second] == ["llm/1:toy", "llm/1:toy"]
    assert len(made.fake.asked) == 1


def test_an_answer_whose_second_try_the_budget_forbids_counts_but_is_not_kept(tmp_path):
    with bench(tmp_path, say(SHOOTING | {"weapons": ["rifles"]}), max_calls=1) as made:
        reading = made.read()[0]
    assert (len(reading.codings), reasons(reading)) == (1, ["value-refused"])
    assert not list(tmp_path.rglob("*.json"))


@pytest.mark.parametrize(
    ("refusal", "left"),
    [
        ("response_format json_schema is not supported", {"type": "json_object"}),
        ("failed to parse grammar", {"type": "json_object"}),
    ],
)
def test_a_server_that_refuses_the_schema_is_asked_for_plain_json(tmp_path, refusal, left):
    with bench(tmp_path, (400, refusal), say(SHOOTING)) as made:
        assert len(made.read()[0].codings) == 1
        assert made.fake.asked[1]["response_format"] == left
        made.read(OTHER)
        assert made.fake.asked[2]["response_format"] == left, "what was refused is not tried again"
    with bench(tmp_path / "x", (400, refusal), (400, refusal), say(SHOOTING)) as made:
        assert len(made.read()[0].codings) == 1
        assert "response_format" not in made.fake.asked[2]
    assert made.pauses == []


def test_a_server_that_refuses_an_option_is_asked_without_it(tmp_path):
    refusals = [(400, "unsupported parameter: 'max_tokens'"), (400, "'temperature' does not support 0")]
    with bench(tmp_path, *refusals, say(SHOOTING), max_tokens=77) as made:
        assert len(made.read()[0].codings) == 1
    first, second, third = made.fake.asked
    assert (first["max_tokens"], second["max_completion_tokens"]) == (77, 77)
    assert "max_tokens" not in second
    assert "temperature" not in third


def test_articles_that_are_too_long_fall_back_alone(tmp_path):
    too_long = (400, "this model's context is 4096 tokens")
    with bench(tmp_path, too_long, too_long, too_long, say()) as made:
        readings = made.read(ARTICLE, OTHER, THIRD, FOURTH)
    assert [reading.coder for reading in readings] == ["standby/1"] * 3 + ["llm/1:toy"]
    assert reasons(readings[0]) == ["model-refused"]
    assert "context is 4096" in readings[0].complaints[0].detail


@pytest.mark.parametrize(("status", "told"), [(401, "DRAGOMAN_API_KEY"), (403, "refuses the key"), (404, "--model")])
def test_a_wrong_setting_stops_the_run_and_the_key_is_told_to_nobody(tmp_path, status, told):
    with bench(tmp_path, (status, "wrong key sk-secret-77")) as made, pytest.raises(BadSetting) as caught:
        made.read(ARTICLE, OTHER)
    assert told in str(caught.value)
    assert "sk-secret-77" not in str(caught.value)
    assert "***" in str(caught.value)


def test_the_key_is_written_nowhere(tmp_path):
    with bench(tmp_path, (500, "sk-secret-77"), say(SHOOTING)) as made:
        made.read()
        assert "sk-secret-77" not in json.dumps(made.fake.asked)
    assert all("sk-secret-77" not in path.read_text() for path in tmp_path.rglob("*") if path.is_file())


def test_several_at_once_give_the_same_as_one_at_a_time(tmp_path):
    def answer(body):
        return say(SHOOTING) if "Ostrel" in body["messages"][1]["content"] else say()

    articles = [ARTICLE, OTHER, THIRD, FOURTH]
    with bench(tmp_path / "one", answer) as made:
        alone = made.read(*articles)
    with bench(tmp_path / "four", answer, at_once=4) as made:
        assert made.read(*articles) == alone
        assert len(made.fake.asked) == 4


def test_a_folder_that_cannot_be_written_stops_the_run(tmp_path):
    (tmp_path / "file").write_text("")
    with bench(tmp_path / "file" / "answers", say()) as made, pytest.raises(StopRun, match="answers can be kept"):
        made.read()


@pytest.mark.parametrize("endpoint", ["", "localhost:8080", "ftp://x/v1", "http://"])
def test_an_endpoint_that_is_no_address_is_told(tmp_path, endpoint):
    with pytest.raises(BadSetting, match="expected an address such as"):
        LlmSettings(endpoint, "toy", tmp_path)


@pytest.mark.parametrize("endpoint", ["http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/chat/completions"])
def test_the_address_may_be_short_or_whole(tmp_path, endpoint):
    assert LlmSettings(endpoint, "toy", tmp_path).address == "http://h:1/v1/chat/completions"
    assert LlmSettings(endpoint.replace("h:1", "me:pw@h:1"), "toy", tmp_path).host == "http://h:1/v1/chat/completions"


def test_words_are_found_whole_and_as_copied():
    text = "The other day\nhe said: \u201cWait \u2014 there\u2019s more\u2026\u201d The 3,000 men of Ostrel."
    assert [text[s.start : s.end] for s in find_words(text, "he")] == ["he"]
    for words in ('"Wait - there\'s more..."', "day he said", "3,000 men"):
        assert len(find_words(text, words)) == 1, words
    for words in ("", "  ", "...", "hE", "the rother", "000", "3", "strel"):
        assert find_words(text, words) == []


TYPED = str.maketrans({"\u2019": "'", "\u201c": '"', "\u2014": "-", "\u2026": "..."})
SIGNS = st.text(alphabet="ab2 \n,'\"-\u2019\u201c\u2014\u2026(*", max_size=12)


@given(SIGNS, SIGNS, SIGNS)
def test_what_is_found_is_what_was_quoted(before, words, after):
    text = f"{before} {words} {after}"
    found = find_words(text, words.translate(TYPED))
    assert all(span.quote(text).translate(TYPED).split() == words.translate(TYPED).split() for span in found)
    assert found or not any(sign.isalnum() for sign in words)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(SHOOTING)), inner, max_size=6),
    max_leaves=12,
)


@given(st.fixed_dictionaries({}, optional={key: JUNK | st.just(SHOOTING[key]) for key in SHOOTING}))
def test_no_answer_breaks_the_reading_and_every_coding_quotes_the_text(junk):
    given_row = {key: SHOOTING[key] for key in ("event", "status", "trigger", "quote")} | junk
    read = read_answer(json.dumps({"codings": [given_row]}), ARTICLE, "llm/1:toy", frozenset({"PAK"}))
    for coding in read.codings:
        for quote in (coding.trigger, coding.quote, *coding.targets, *(a.mention for a in coding.actors)):
            assert quote.span.quote(ARTICLE.full_text) == quote.text
    assert read.codings or read.faults


def test_the_instructions_do_not_grow_past_a_small_context():
    assert len(instruct()) < 9000, "about 2,200 tokens: a model with a context of 4,096 still has room for an article"
