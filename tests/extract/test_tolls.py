"""Tolls: figures of killed and injured as the coding guide reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract.quantities import find_quantities, read_number, read_quantity
from dragoman.extract.toll_choice import choose_toll, settle_tolls
from dragoman.extract.tolls import find_tolls


@pytest.mark.parametrize(
    ("words", "best", "low", "high"),
    [
        ("75", 75, None, None),
        ("at least 75", 75, 75, None),
        ("over 643", 643, 643, None),
        ("no fewer than twelve", 12, 12, None),
        ("20 to 25", None, 20, 25),
        ("between 20 and 25", None, 20, 25),
        ("3,500-4,000", None, 3500, 4000),
        ("about 160", 160, None, None),
        ("some 40", 40, None, None),
        ("up to twenty", None, None, 20),
        ("as many as 50", None, None, 50),
        ("dozens", None, 24, None),
        ("scores", None, 40, None),
        ("several", None, 3, None),
        ("hundreds", None, 200, None),
        ("tens of thousands", None, 20000, None),
        ("more than a dozen", 12, 12, None),
        ("twenty-five", 25, None, None),
        ("one hundred and twenty", 120, None, None),
        ("half a million", 500_000, None, None),
        ("12 thousand", 12_000, None, None),
        ("two dozen", 24, None, None),
        ("both", 2, None, None),
    ],
)
def test_a_quantity_reads_as_the_guide_says(words, best, low, high):
    quantity = read_quantity(words)
    assert quantity is not None
    assert (quantity.best, quantity.low, quantity.high) == (best, low, high)
    assert [q.span.quote(f"It was {words} of them.") for q in find_quantities(f"It was {words} of them.")] == [words]


@given(st.integers(0, 999_999))
def test_digits_with_and_without_commas_are_one_number(number):
    assert read_number(str(number)) == read_number(f"{number:,}") == number


K, I, H = "killed", "injured", "hit"  # noqa: E741


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("A mine killed 12 people and injured 30 others.", [(K, 12), (I, 30)]),
        ("Twelve people were killed and 30 others wounded in Orvale.", [(K, 12), (I, 30)]),
        ("Agents executed two search warrants and rebels executed five men.", [(K, 5)]),
        ("Thousands marched in Orvale and three people were killed.", [(K, 3)]),
        ("Hundreds of students rallied and 3 were killed.", [(K, 3)]),
        ("A 9 yo boy and a 12 year old were killed.", [(K, 2)]),
        ("Two sisters, ages 3 and 5, and their mother were found dead.", [(K, 3)]),
        ("The bodies of 54-year-old Omar Finn, 42-year-old Lea Moss and 6-year-old Ida Moss were found.", [(K, 3)]),
        ("A man on the 200 block of Mill Street was killed.", [(K, 1)]),
        ("A boy under the age of 10 was killed.", [(K, 1)]),
        ("Robbers killed a young couple and shot two others.", [(K, 2), (H, 2)]),
        ("Two of the drivers were killed.", [(K, 2)]),
        ("The raid left three guards injured and a 16-year-old boy dead.", [(I, 3), (K, 1)]),
        ("A porter who was shot on Sunday has died.", [(H, 1), (K, 1)]),
        ("A porter was shot in the chest and later died.", [(H, 1), (K, 1)]),
        ("A stray round took the life of a 20-year-old student.", [(K, 1)]),
        ("A blast sent two people to the hospital.", [(H, 2)]),
        ("The feast ended with five people in the hospital.", [(I, 5)]),
        ("A blast hit the depot, leaving three dead.", [(K, 3)]),
        ("12 dead, 30 hurt in depot blast", [(K, 12), (I, 30)]),
        ("Depot blast kills five", [(K, 5)]),
        ("The death toll rose from 30 to 45, officials said.", [(K, 45)]),
        ("The flood of shells claimed the lives of 12 people.", [(K, 12)]),
        ("The raid, in which 23 died, lasted an hour.", [(K, 23)]),
        ("They killed at least five soldiers and a civilian.", [(K, 6)]),
        ("The gunmen killed 132 students and nine teachers.", [(K, 141)]),
        ("A soldier and two civilians were killed.", [(K, 3)]),
        ("Five people, including two children, were killed.", [(K, 5)]),
        ("He killed himself and five others.", [(K, 5)]),
        ("Five people plus the bomber were killed.", [(K, 5)]),
        ("The bomber and three policemen were killed.", [(K, 3)]),
        ("The raid killed eight people, including the attacker.", [(K, 8)]),
        ("Another 10 were injured.", [(I, 10)]),
        ("Governor Omar Badri was shot dead.", [(K, 1)]),
        ("Omar Badri, 52, a judge, was killed by a mine.", [(K, 1)]),
        ("The murder of Omar Badri shook Orvale.", [(K, 1)]),
        ("Omar Badri's assassination shook Orvale.", [(K, 1)]),
        ("Nine miners were seized on the road and then killed.", [(K, 9)]),
        ("The 11 workers who were abducted were found dead.", [(K, 11)]),
        ("Three bodies were pulled from the river.", [(K, 3)]),
        ("Two guards suffered minor injuries.", [(I, 2)]),
        ("The raid killed 12 people, a police spokesman said.", [(K, 12)]),
        ("The raid killed 12 people and 30 houses were destroyed.", [(K, 12)]),
        ("In 2014, in three villages, 40 people were killed over two days.", [(K, 40)]),
        ("About 200 people were killed or wounded.", []),
        ("No one was hurt.", []),
        ("Three porters were shot, one fatally.", [(H, 3), (K, 1)]),
        ("Boy shot in the leg in Orvale", [(H, 1)]),
        ("A guard accidentally shot himself.", [(H, 1)]),
        ("A stray bullet struck a baker in the arm.", [(H, 1)]),
        ("A lorry struck a baker in the arm.", []),
        ("The raiders shot at officers and into a house.", []),
        ("There were some 200 guests in the hall and four of them were shot.", [(H, 4)]),
        ("Two guests, 18 and 20, were shot in the hall.", [(H, 2)]),
        ("Amina Badri, 53, and Musa Badri, 15, were found dead.", [(K, 2)]),
        ("The father of three was fatally shot.", [(K, 1)]),
        ("A man killed his two children.", [(K, 2)]),
        ("None of the 4 priests and some 100 refugees were hurt.", []),
        ("Police were killed.", []),
        ("They destroyed 12 tanks and killed people.", []),
        ("The raid on the school killed 141 people, 132 of them children.", [("killed", 141)]),
        ("The state pays US$ 2.7 million to relatives of those killed.", []),
        ("The court gave Rs. 50,000 for each of those killed.", []),
        ("The bomb killed 30 people, six of whom were guards.", [("killed", 30)]),
        ("Mother and child shot in Orvale", [(H, 2)]),
        ("Man, two children killed in Orvale", [(K, 3)]),
        ("He is accused of killing his mother, stepfather and grandmother.", [(K, 3)]),
        ("Medics found both the baker and his wife with gunshot wounds.", [(H, 2)]),
        ("A porter and his son were victims of a shooting.", [(H, 2)]),
        ("Police say Omar Badri, 21 of Orvale, was killed.", [(K, 1)]),
        ("A boy younger than 12 was killed.", [(K, 1)]),
        ("Image 2 of 8 A porter was killed in Orvale.", [(K, 1)]),
        ("A baker was hit in the leg.", [(H, 1)]),
        ("Three guards who had entered the depot were wounded.", [(I, 3)]),
        ("The man who attacked two officers was killed.", [(K, 1)]),
        ("The raider then killed himself.", [(K, 1)]),
        ("One shot hit the wall.", []),
        ("The guard shot the dog.", []),
        ("The baker also lives in Orvale.", []),
    ],
)
def test_a_sentence_gives_its_figures(sentence, figures):
    for text in (sentence, sentence.upper()) if "Badri" not in sentence else (sentence,):
        assert [(toll.kind, toll.size) for toll in find_tolls(text)] == figures


def test_loose_words_reach_the_toll():
    text = "At least 75 people died, dozens were wounded."
    killed, injured = find_tolls(text)
    assert (killed.best, killed.low, killed.high) == (75, 75, None)
    assert (injured.best, injured.low, injured.high) == (None, 24, None)
    assert killed.victims.quote(text) == "At least 75 people"
    assert injured.as_toll(text, 0.9).mention.text == "dozens"


def test_an_attacker_who_died_alone_is_marked():
    (toll,) = find_tolls("Police killed the attacker.")
    assert toll.attackers and toll.single


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Three porters were shot, one fatally.", 1, 2),
        ("One porter was killed and three others were shot.", 1, 3),
        ("A porter was shot. He was taken to a hospital, where he died.", 1, None),
        ("A porter was shot. He is in stable condition.", None, 1),
        ("Four porters were shot. Two of them were badly injured.", None, 4),
        ("Six porters were killed. Two of them were shot.", 6, None),
        ("A raid injured five porters. Two of the victims are in critical condition.", None, 5),
        ("A 52-year-old porter was shot. A 9-year-old boy was shot in the arm.", None, 2),
        ("A porter was killed. A second victim was taken to hospital.", 1, 1),
        ("A deadly shooting shook Orvale. A porter was found with a gunshot wound.", 1, None),
        ("A non-fatal shooting shook Orvale. A porter was found with a gunshot wound.", None, 1),
    ],
)
def test_who_was_shot_and_did_not_die_is_injured(text, killed, injured):
    found = settle_tolls(find_tolls(text), text)
    assert {kind: toll.best for kind, toll in found.items()} == {
        kind: count for kind, count in (("killed", killed), ("injured", injured)) if count is not None
    }


def test_the_articles_own_last_word_counts():
    text = (
        "A mine killed 12 people in Orvale. An officer was killed. "
        "A clinic said that 20 people died. The mine killed 15 people, among them two guards."
    )
    chosen = choose_toll(find_tolls(text), "killed")
    assert chosen is not None
    assert chosen.best == 15


WORDS = st.sampled_from(
    [
        "12",
        "people",
        "were",
        "killed",
        "and",
        "a",
        "soldier",
        "wounded",
        ",",
        "the",
        "of",
        "death toll",
        "at least",
        "dozens",
        "including",
        "bomber",
        "who",
        "himself",
        "died",
        "20 to 25",
        "up to 5",
        "Omar",
        "in",
        ".",
        "dead",
        "bodies",
        "not",
        "he",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=16).map(" ".join))
def test_any_words_give_ordered_bounds_and_spans_inside_the_text(text):
    for toll in find_tolls(text):
        assert 0 <= toll.span.start < toll.span.end <= len(text)
        assert toll.as_toll(text, 0.5).mention.text
