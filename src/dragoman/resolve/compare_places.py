"""How well the places of two codings agree, in the light of how precisely each is known."""

from __future__ import annotations

from math import cos, hypot, radians

from dragoman.model.coding import PlaceMention
from dragoman.model.place import Place
from dragoman.resolve.profiles import PRECISE, Profile, name_town

REACH_KM = {1: 8.0, 2: 25.0, 3: 50.0, 4: 200.0, 5: 150.0}
"""How far from its coordinates an event may lie, by UCDP's precision code; 6, a country, is compared by its code."""

SURE = 0.7
"""Confidence below which a place may well be misread: of places of one incident that contradict, most are below."""

COUNTRY, NOWHERE = 6, 7
KM_PER_DEGREE = 111.2
SAME_KM, APART_KM = 3.0, 60.0
"""Nearer than the first is the same place by another name; beyond the second, two towns are two places."""


def compare_places(left: Profile, right: Profile) -> str:
    """Return the level of agreement; "far" where one event cannot have been at both."""
    here, there = left.place, right.place
    if here is None or there is None or NOWHERE in (here.precision, there.precision):
        return "missing"
    if COUNTRY in (here.precision, there.precision):
        if here.country is None or there.country is None:
            return "missing"
        return "country" if here.country == there.country else "far"
    level = _compare_points(here, there)
    if level in ("apart", "far") and _same_name(left.coding.place, right.coding.place):
        return "namesake"
    if level in ("apart", "far") and _told_beside(left, right, here, there):
        return "told beside"
    return "doubtful" if level == "far" and min(here.confidence, there.confidence) < SURE else level


def measure_km(here: Place, there: Place) -> float | None:
    """Return the distance on a flat map, within 1 % of the truth where it matters; None without coordinates."""
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    east = abs(here.longitude - there.longitude)
    east = min(east, 360.0 - east) * cos(radians((here.latitude + there.latitude) / 2))
    return KM_PER_DEGREE * hypot(here.latitude - there.latitude, east)


def _compare_points(here: Place, there: Place) -> str:
    distance = measure_km(here, there)
    if distance is None:
        return "missing"
    if here.precision <= PRECISE and there.precision <= PRECISE:
        return _compare_towns(here, there, distance)
    if here.admin1 and here.admin1 == there.admin1 and here.country == there.country:
        return "inside"
    if distance <= max(REACH_KM[here.precision], REACH_KM[there.precision]):
        return "inside" if here.precision == there.precision or not _other_division(here, there) else "apart"
    return "apart" if here.country == there.country and distance <= 2 * REACH_KM[4] else "far"


def _compare_towns(here: Place, there: Place, distance: float) -> str:
    if (here.geoname_id is not None and here.geoname_id == there.geoname_id) or here.name == there.name:
        if distance > APART_KM:
            return "far"
        return "same" if min(here.precision, there.precision) < PRECISE else "same district"
    reach = max(REACH_KM[here.precision], REACH_KM[there.precision])
    if here.precision == there.precision == 1:
        if distance <= SAME_KM:
            return "near"
        return "beside" if distance <= 2 * reach else "apart" if distance <= APART_KM else "far"
    return "near" if distance <= reach else "apart" if distance <= reach + APART_KM else "far"


def _other_division(here: Place, there: Place) -> bool:
    return bool(here.admin1 and there.admin1 and here.admin1 != there.admin1)


def _told_beside(left: Profile, right: Profile, here: Place, there: Place) -> bool:
    """Tell whether one article puts another happening at the other's place: which is where is easily confused.

    Of two happenings of one article it says nothing that they are at two places of it.
    """
    if left.coding.article_id == right.coding.article_id:
        return False
    return name_town(here) in right.around.towns or name_town(there) in left.around.towns


def _same_name(here: PlaceMention | None, there: PlaceMention | None) -> bool:
    """Tell whether both texts use one name, which the gazetteer then put at two places for want of context."""
    if here is None or there is None or here.mention.text != there.mention.text:
        return False
    return not (here.admin1 and there.admin1 and here.admin1 != there.admin1) and here.country == there.country
