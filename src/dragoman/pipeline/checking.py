"""Before a run writes anything: is the coder known, are the tables sound, are the sources there?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.catalog.name_tables import NameTables
from dragoman.collect.mapping import Mapping
from dragoman.collect.sources import is_address, read_source
from dragoman.extract.coders.protocol import CoderChoice, check_coder
from dragoman.study.read_study import Study


def check_run(
    study: Study, sources: Sequence[tuple[str | Path, Mapping]], stages: Sequence[str], coder: CoderChoice
) -> None:
    """Raise BadSetting, BadTable or BadSource for what would stop one of the stages later.

    The tables are kept once they are loaded, so that looking early costs nothing. An address is not asked twice: one
    that does not answer is set aside in its turn.
    """
    if "code" in stages:
        check_coder(coder)
    if "code" in stages or "link" in stages:
        tables = NameTables(study.actors_file, study.places_file)
        _ = tables.catalog, tables.gazetteer
    for source, mapping in sources:
        if not is_address(source):
            read_source(source, mapping, date.today())
