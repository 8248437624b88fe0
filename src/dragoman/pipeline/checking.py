"""Before a run writes anything: is the coder known, are the tables sound, are the sources there?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.places import Gazetteer
from dragoman.collect.mapping import Mapping
from dragoman.collect.sources import is_address, read_source
from dragoman.extract.coders.protocol import check_coder
from dragoman.study.read_study import Study


def check_run(study: Study, sources: Sequence[tuple[str | Path, Mapping]], stages: Sequence[str], coder: str) -> None:
    """Raise BadSetting, BadTable or BadSource for what would stop one of the stages later.

    The tables are kept once they are loaded, so that looking early costs nothing. An address is not asked twice: one
    that does not answer is set aside in its turn.
    """
    if "code" in stages:
        check_coder(coder)
    if "link" in stages:
        ActorCatalog.load(study.actors_file)
        Gazetteer.load(study.places_file)
    for source, mapping in sources:
        if not is_address(source):
            read_source(source, mapping, date.today())
