"""A source (folder, table, HTML, RSS/Atom, WARC) -> Articles: text, date, outlet, hash; exact and near duplicates."""
