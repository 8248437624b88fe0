"""Follows a record with the index of its articles' words, for tests that kill it: search_follower.py FOLDER"""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.record import Record, search_index
from dragoman.record.search_index import SearchIndex

search_index._CHUNK = 8  # Many small steps, so that a kill falls between or into them.
with Record.mirror(Path(sys.argv[1])) as mirror:
    print("ready", flush=True)
    SearchIndex(mirror).follow()
