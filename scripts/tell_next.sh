#!/usr/bin/env bash
# Tell how to look at the demo's record, with commands that work as they stand. `make demo` ends with it.
set -euo pipefail
study=$1

# The event that most articles tell of.
event=$(dragoman sql --study "$study" --format csv \
  "SELECT event_id FROM events ORDER BY witnesses DESC, killed_best DESC NULLS LAST, event_id LIMIT 1" | tail -n 1)

cat <<TELL

The record is in ./$study. To look at it:

  . .venv/bin/activate                                             puts dragoman on the path
  dragoman event $event --study $study                     one attack: every report, its words, its toll from day to day
  dragoman events --study $study --pair USA,PAK                      what the two states did to each other
  dragoman events --study $study --type ASSAULT --min-killed 50      the bloodiest attacks
  dragoman status --study $study                                     what the record holds
  dragoman sql --study $study "SELECT event, count(*) FROM events WHERE status = 'actual' GROUP BY event ORDER BY 2 DESC"

Then your own articles (a folder, JSON Lines, CSV, HTML, feeds, WARC):

  dragoman init mystudy && dragoman run ARTICLES --study mystudy

docs/tutorial/the-sample-study.md goes through it step by step.
TELL
