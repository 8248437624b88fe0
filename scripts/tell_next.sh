#!/usr/bin/env bash
# Tell how to look at the demo's record, with commands that work as they stand. `make demo` ends with it.
set -euo pipefail
study=$1

# The event that most articles tell of.
event=$(dragoman sql --study "$study" --format csv \
  "SELECT event_id FROM events ORDER BY witnesses DESC, killed_best DESC NULLS LAST, event_id LIMIT 1" | tail -n 1)

say() { printf '  %-68s %s\n' "$1" "$2"; }

echo
echo "The record is in ./$study. To look at it:"
echo
say ". .venv/bin/activate" "puts dragoman on the path"
say "dragoman serve --study $study" "the workbench: map, time line, event cards, review queue, in your browser"
say "dragoman event $event --study $study" "one event: every report, its words, its toll from day to day"
say "dragoman events --study $study --pair USA,PAK" "what the two states did to each other"
say "dragoman events --study $study --type ASSAULT --min-killed 50" "the bloodiest attacks"
say "dragoman status --study $study" "what the record holds"
say "dragoman sql --study $study \"FROM event_reports LIMIT 5\"" "anything else, in SQL"
echo
echo "Then your own articles (a folder, JSON Lines, CSV, HTML, feeds, WARC):"
echo
say "dragoman init mystudy" "a new study, with its settings explained"
say "dragoman run ARTICLES --study mystudy" "the same command on what you have"
echo
echo "docs/tutorial/the-sample-study.md goes through it step by step."
