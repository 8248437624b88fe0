"""Dates: read against the publication day, in any case of letters, with spans that quote the text."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import BadTable
from dragoman.extract.date_calendar import easter_sunday, feast_day, shift_months
from dragoman.extract.date_pairs import join_dates
from dragoman.extract.date_table import date_words
from dragoman.extract.dates import find_dates, find_time_words, tightest
from dragoman.extract.word_table import parse_words

# A Wednesday.
PUBLISHED = date(2017, 2, 15)

READINGS = [
    ("The convoy was hit Thursday.", "2017-02-09", "2017-02-09"),
    ("Guards were hurt on Wednesday.", "2017-02-15", "2017-02-15"),
    ("They met last Wednesday.", "2017-02-08", "2017-02-08"),
    ("The council will vote next Tuesday.", "2017-02-21", "2017-02-21"),
    ("The council will vote Friday.", "2017-02-17", "2017-02-17"),
    ("He said on Friday that the council would vote.", "2017-02-10", "2017-02-10"),
    ("They must pay by Friday.", "2017-02-17", "2017-02-17"),
    ("The envoy meets the premier on Thursday.", "2017-02-16", "2017-02-16"),
    ("The envoy met the premier on Thursday.", "2017-02-09", "2017-02-09"),
    ("Saturday's blast woke the town.", "2017-02-11", "2017-02-11"),
    ("A mine exploded on Monday night.", "2017-02-13", "2017-02-13"),
    ("He arrived yesterday evening.", "2017-02-14", "2017-02-14"),
    ("Shells fell overnight.", "2017-02-14", "2017-02-15"),
    ("The bridge fell two days ago.", "2017-02-13", "2017-02-13"),
    ("The bridge fell about 10 days ago.", "2017-02-05", "2017-02-05"),
    ("The bridge fell several weeks ago.", "2017-01-11", "2017-02-01"),
    ("He resigned five days after the bridge fell.", "2017-02-10", "2017-02-10"),
    ("They arrived a week before the vote opens.", "2017-02-22", "2017-02-22"),
    ("They met at the end of last week.", "2017-02-09", "2017-02-12"),
    ("The pact was signed a year ago.", "2016-02-01", "2016-02-29"),
    ("It is ten years since the pact was signed.", "2007-01-01", "2007-12-31"),
    ("They met three days since the bridge fell.", "2017-02-12", "2017-02-12"),
    ("The 20th anniversary of the pact was marked.", "1997-01-01", "1997-12-31"),
    ("They marked the first anniversary of the pact.", "2016-02-01", "2016-02-29"),
    ("The pact was signed six years ago.", "2011-01-01", "2011-12-31"),
    ("They met last week.", "2017-02-06", "2017-02-12"),
    ("They met earlier this month.", "2017-02-01", "2017-02-15"),
    ("They will meet later this week.", "2017-02-15", "2017-02-19"),
    ("The raids of the past two weeks go on.", "2017-02-01", "2017-02-15"),
    ("Crowds gathered over the weekend.", "2017-02-11", "2017-02-12"),
    ("He fled last August.", "2016-08-01", "2016-08-31"),
    ("He fled in August.", "2016-08-01", "2016-08-31"),
    ("He was held in January of last year.", "2016-01-01", "2016-01-31"),
    ("It opened on Aug. 26, 2021.", "2021-08-26", "2021-08-26"),
    ("It opened on 26 August 2021.", "2021-08-26", "2021-08-26"),
    ("It opened on 2021-08-26.", "2021-08-26", "2021-08-26"),
    ("It opened on 12/31/1999.", "1999-12-31", "1999-12-31"),
    ("The summit is on 12 March.", "2017-03-12", "2017-03-12"),
    ("He was seized on 12 November.", "2016-11-12", "2016-11-12"),
    ("Talks ran from 3 to 5 May 2016.", "2016-05-03", "2016-05-05"),
    ("In late July the line broke.", "2016-07-21", "2016-07-31"),
    ("The war began in 2014.", "2014-01-01", "2014-12-31"),
    ("The war began in early 2014.", "2014-01-01", "2014-04-30"),
    ("In the 1980s he was an envoy.", "1980-01-01", "1989-12-31"),
    ("In the late '80s he was an envoy.", "1987-01-01", "1989-12-31"),
    ("He ruled between 2004 and 2011.", "2004-01-01", "2011-12-31"),
    ("They have fought since 2001.", "2001-01-01", "2017-02-15"),
    ("The attacks of Sept. 11 changed that.", "2001-09-11", "2001-09-11"),
    ("It was lifted in spring 2015.", "2015-03-01", "2015-05-31"),
    ("A church burned on Christmas Day.", "2016-12-25", "2016-12-25"),
    ("The budget passed in the third quarter of 2016.", "2016-07-01", "2016-09-30"),
]


@pytest.mark.parametrize(("sentence", "start", "end"), READINGS)
def test_a_sentence_gives_the_interval_that_the_guide_asks_for(sentence, start, end):
    mention = tightest(find_dates(sentence, PUBLISHED))
    assert mention is not None
    assert (mention.start.isoformat(), mention.end.isoformat()) == (start, end)


@pytest.mark.parametrize(("sentence", "start", "end"), READINGS)
def test_a_text_in_capitals_reads_the_same(sentence, start, end):
    mention = tightest(find_dates(sentence.upper(), PUBLISHED))
    assert mention is not None
    assert (mention.start.isoformat(), mention.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "They may march on the second gate.",
        "Some 2000 people fled.",
        "It cost $1999 and rose 20 percent.",
        "The fall of the town, a spring in the hills.",
        "He served for two years.",
        "It happens every Monday.",
        "Traces some 10,000 years ago were found.",
        "The 45th of Bemba, 31.31.2016, a long may it last.",
    ],
)
def test_words_that_only_look_like_dates_name_no_day(sentence):
    assert find_dates(sentence, PUBLISHED) == []


def test_the_next_day_follows_the_day_told_before():
    text = "On 3 May 2016 the post fell. The next day it was retaken. Two days later it fell again."
    assert [mention.start.isoformat() for mention in find_dates(text, PUBLISHED)] == [
        "2016-05-03",
        "2016-05-04",
        "2016-05-06",
    ]


def test_days_are_counted_from_the_day_that_the_sentence_tells():
    text = "Talks failed. On Saturday, two days after guards shot at miners, the mine was shut."
    assert [mention.start.isoformat() for mention in find_dates(text, PUBLISHED)] == ["2017-02-11", "2017-02-09"]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("They fought between Sunday and Tuesday.", "2017-02-12", "2017-02-14"),
        ("He will see them tomorrow and Friday.", "2017-02-16", "2017-02-17"),
        ("Drills were held in 2010, 2012 and 2014.", "2010-01-01", "2014-12-31"),
        ("It fell in late April or early May 2016.", "2016-04-21", "2016-05-10"),
    ],
)
def test_neighbouring_dates_tell_a_stretch_together(sentence, start, end):
    *_, longest = join_dates(sentence, find_dates(sentence, PUBLISHED))
    assert (longest.start.isoformat(), longest.end.isoformat()) == (start, end)


@pytest.mark.parametrize("sentence", ["They met on Monday. Tuesday was quiet.", "In 1914 and 2014 it rained."])
def test_dates_that_stand_apart_tell_no_stretch(sentence):
    assert list(join_dates(sentence, find_dates(sentence, PUBLISHED))) == []


@pytest.mark.parametrize(
    "text",
    [
        "ORVALE, February 13. /NEWS/ A dam broke.",
        "Orvale, 13 Feb 17 (WIRE) -- [Text] A dam broke.",
        "ORVALE, 11 MAR 89 (WIRE) -- [TEXT] A DAM BROKE.",
    ],
)
def test_a_dateline_is_marked_and_gives_way_to_a_date_in_the_text(text):
    mentions = find_dates(text + " It had held since Sunday.", PUBLISHED)
    assert [mention.kind for mention in mentions] == ["dateline", "weekday"]
    assert tightest(mentions).kind == "weekday"


def test_offsets_count_in_the_whole_text():
    text = "On Monday they met. On Tuesday they parted."
    (mention,) = find_dates(text, PUBLISHED, start=20)
    assert mention.span.quote(text) == "Tuesday"


WORDS = st.sampled_from(
    [
        "on",
        "Monday",
        "last",
        "the",
        "week",
        "in",
        "May",
        "12",
        "2014",
        "two",
        "years",
        "ago",
        "early",
        "a",
        "-",
        ",",
        ".",
        "31",
        "next",
        "to",
        "day",
        "Sept.",
        "1980s",
        "quarter",
        "million",
        "decades",
        "9/11",
        "İ",
        "0",
        "later",
        "century",
        "99",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_words_give_spans_in_order_and_whole_intervals(text, published):
    mentions = find_dates(text, published)
    assert all(mention.start <= mention.end for mention in mentions)
    assert all(left.span.end <= right.span.start for left, right in pairwise(mentions))
    assert all(mention.span.quote(text).strip() == mention.span.quote(text) != "" for mention in mentions)


def test_durations_and_now_are_time_words_and_no_dates():
    found = {
        m.span.quote("It now takes two years."): m.reading.value
        for m in find_time_words("It now takes two years.", PUBLISHED)
    }
    assert found == {"now": "PRESENT_REF", "two years": "P2Y"}


@pytest.mark.parametrize(("year", "month", "day"), [(1943, 4, 25), (2008, 3, 23), (2024, 3, 31), (2038, 4, 25)])
def test_easter_falls_where_the_church_put_it(year, month, day):
    assert easter_sunday(year) == date(year, month, day)
    assert feast_day("easter:-2", year).isoweekday() == 5


def test_months_are_shifted_to_a_day_that_exists():
    assert shift_months(date(2016, 3, 31), -1) == date(2016, 2, 29)


def test_a_broken_table_names_its_line():
    with pytest.raises(BadTable, match=r"words\.csv:3: unknown group 'monht'.*Did you mean 'month'"):
        parse_words("words.csv", ["# source", "group,words,value", "monht,may,5"], {"month": r"\d+"})
    assert date_words()["month"]["may"] == "5"
