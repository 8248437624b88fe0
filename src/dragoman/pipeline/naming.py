"""A person says who a new name is: rows of the study's own table of actors, and then everything is linked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.own_table import add_rows
from dragoman.codebook.terms import SECTORS
from dragoman.errors import BadSetting, NotFound, suggest_name
from dragoman.model import Actor
from dragoman.record.list_actors import ActorCount
from dragoman.record.record import Record
from dragoman.resolve.actors import PROVISIONAL
from dragoman.resolve.proper_names import make_slug
from dragoman.study.read_study import Study

_GROUPS = frozenset(("REB", "UAF", "CRM"))
_MOST_WORDS_OF_A_PERSON = 4


@dataclass(frozen=True, slots=True)
class Naming:
    """What was written: the row, its text as it stands in the table, and the names that lead to it from now on."""

    actor: Actor
    written: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewActor:
    """What a person says of somebody whom no table knows; what is None follows from the codings.

    `name`: the proper name. `sector`, `country`: of the codebook; ISO 3166-1 alpha-3. `actor_id`: the key to give.
    """

    name: str | None = None
    sector: str | None = None
    country: str | None = None
    actor_id: str | None = None


def name_as_known(study: Study, record: Record, new_ids: Sequence[str], known_id: str, author: str) -> Naming:
    """Write that the names of provisional actors are further names of an actor of the catalog.

    NotFound for an id that the study's events or the catalog lack; BadTable where the study's table breaks its rules.
    """
    counts = find_provisional(record, new_ids)
    catalog = ActorCatalog.load(study.actors_file)
    known = catalog.get(known_id)
    if known is None:
        near = suggest_name(known_id, [actor.id for actor in catalog])
        raise NotFound(f"no actor '{known_id}' in the catalog or in {_table_name(study)}.{near}")
    row = Actor(known.id, _join_names([known.name], counts), known.country, known.sector, known.parent, office=None)
    return _write(study, row, counts, author, f"{_tell(counts)} is {known.id}, {known.name}")


def name_as_new(study: Study, record: Record, new_ids: Sequence[str], said: NewActor, author: str) -> Naming:
    """Write provisional actors into the study's table as one actor of its own; several ids are merged by that.

    Without a sector or a country in `said`, those that the codings give; a country only where all agree.
    """
    counts = find_provisional(record, new_ids)
    if said.sector is not None and said.sector not in SECTORS:
        raise BadSetting(f"--sector: unknown sector '{said.sector}'. Known: {', '.join(SECTORS)}.")
    name = said.name or counts[0].name
    sector = said.sector or guess_sector(counts)
    country = said.country or (None if sector in _GROUPS else guess_country(counts))
    catalog = ActorCatalog.load(study.actors_file)
    actor_id = said.actor_id or _make_id(name, sector, country, catalog)
    if actor_id in {actor.id for actor in catalog} and said.actor_id is None:
        raise BadSetting(f"'{actor_id}' is an actor already. Say --as {actor_id}, or give another key with --id.")
    row = Actor(actor_id, _join_names([name], counts), country, sector)
    return _write(study, row, counts, author, f"{_tell(counts)} is {actor_id}")


def find_provisional(record: Record, new_ids: Sequence[str]) -> list[ActorCount]:
    """Return provisional actors by id, in the order asked for; NotFound for an id that no event has."""
    wanted = list(dict.fromkeys(each if each.startswith(PROVISIONAL) else PROVISIONAL + each for each in new_ids))
    found = {count.id: count for count in record.actors(provisional=True, ids=wanted)}
    for each in wanted:
        if each not in found:
            near = suggest_name(each, [count.id for count in record.actors(provisional=True)])
            raise NotFound(f"no new name '{each}' in the study's events.{near} 'dragoman actors --unknown' lists them.")
    return [found[each] for each in wanted]


def guess_sector(counts: Sequence[ActorCount]) -> str:
    """Return the commonest sector that the codings give, else "UNK"."""
    return next((sector for count in counts for sector in count.sectors), "UNK")


def guess_country(counts: Sequence[ActorCount]) -> str | None:
    """Return the country that all codings agree on, or None: with a wrong one the name would lead to nobody."""
    countries = {country for count in counts for country in count.countries}
    return countries.pop() if len(countries) == 1 else None


def _write(study: Study, row: Actor, counts: Sequence[ActorCount], author: str, note: str) -> Naming:
    if study.actors_file is None:
        raise BadSetting(
            "study.toml: expected the study's own table of actors under [tables], found none. "
            'Add the line actors = "actors.csv".'
        )
    if not author.strip():
        raise BadSetting(
            "author: expected the name of who decides, found none. Give --author NAME, set DRAGOMAN_AUTHOR, or write "
            'author = "NAME" under [study] in study.toml.'
        )
    written = add_rows(study.actors_file, [row], author, date.today(), note)
    return Naming(row, written, tuple(dict.fromkeys(name for count in counts for name in count.names)))


def _join_names(first: Sequence[str], counts: Sequence[ActorCount]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *(name for count in counts for name in count.names)]))


def _make_id(name: str, sector: str, country: str | None, catalog: ActorCatalog) -> str:
    """Return a key: of a group, of a person where the name may be one, else of an organization of its state."""
    slug = make_slug(name)
    if sector in _GROUPS:
        return f"group.{slug}"
    if 1 < len(name.split()) <= _MOST_WORDS_OF_A_PERSON and not catalog.names_body(name):
        return f"person.{slug}"
    return f"{country.lower() if country else 'igo'}.{slug}"


def _tell(counts: Sequence[ActorCount]) -> str:
    return ", ".join(count.id for count in counts)


def _table_name(study: Study) -> str:
    return study.actors_file.name if study.actors_file is not None else "the study's own table"
