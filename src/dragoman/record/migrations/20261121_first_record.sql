-- The first record. Every table is append-only: a row is written once and never changed or removed.
-- `run` is the number of the run (table run_log) that wrote the row; what is latest is decided by it.

CREATE TABLE run_log (
    run BIGINT, moment VARCHAR, logged_at TIMESTAMPTZ, command VARCHAR, version VARCHAR, detail VARCHAR
);

CREATE TABLE article (
    id VARCHAR, outlet VARCHAR, published DATE, title VARCHAR, "text" VARCHAR, language VARCHAR, url VARCHAR,
    source_id VARCHAR, raw_sha256 VARCHAR, copy_of VARCHAR, signature BLOB, run BIGINT
);

CREATE TABLE set_aside (
    source VARCHAR, position BIGINT, reason VARCHAR, detail VARCHAR, run BIGINT
);

-- One row for each article that a coder has read, also where it found no event.
CREATE TABLE coded (article_id VARCHAR, coder VARCHAR, run BIGINT);

CREATE TABLE coding (
    id VARCHAR, article_id VARCHAR, coder VARCHAR, event VARCHAR, mode VARCHAR, contexts VARCHAR[], status VARCHAR,
    trigger STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
    quote STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
    actors STRUCT(mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
        name VARCHAR, country VARCHAR, sector VARCHAR, confidence DOUBLE)[],
    recipients STRUCT(mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
        name VARCHAR, country VARCHAR, sector VARCHAR, confidence DOUBLE)[],
    targets STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)[],
    weapons STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)[],
    date STRUCT("start" DATE, "end" DATE, mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
        confidence DOUBLE, inferred BOOLEAN),
    place STRUCT(mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
        name VARCHAR, admin1 VARCHAR, country VARCHAR, confidence DOUBLE),
    killed STRUCT(best BIGINT, low BIGINT, high BIGINT,
        mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR), confidence DOUBLE),
    injured STRUCT(best BIGINT, low BIGINT, high BIGINT,
        mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR), confidence DOUBLE),
    attribution STRUCT(speaker VARCHAR, kind VARCHAR,
        mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR), confidence DOUBLE),
    claimed_by STRUCT(name VARCHAR, mention STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR), confidence DOUBLE),
    confidence DOUBLE,
    mentions STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)[],
    run BIGINT
);

-- Who and where the words of a coding mean, as a link run resolved them; written anew only where it changed.
CREATE TABLE resolution (
    coding_id VARCHAR, published DATE, outlet VARCHAR, witness VARCHAR,
    actors STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR,
        provisional BOOLEAN, confidence DOUBLE)[],
    recipients STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR,
        provisional BOOLEAN, confidence DOUBLE)[],
    place STRUCT(name VARCHAR, admin1 VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE,
        "precision" BIGINT, geoname_id BIGINT, source VARCHAR, confidence DOUBLE),
    digest VARCHAR, run BIGINT
);

-- An event as a link run computed it; a row only where it differs from the version before.
CREATE TABLE event_version (
    id VARCHAR, aliases VARCHAR[], event VARCHAR, mode VARCHAR, status VARCHAR,
    actors STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR,
        provisional BOOLEAN, confidence DOUBLE)[],
    recipients STRUCT(actor_id VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR,
        provisional BOOLEAN, confidence DOUBLE)[],
    "start" DATE, "end" DATE,
    place STRUCT(name VARCHAR, admin1 VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE,
        "precision" BIGINT, geoname_id BIGINT, source VARCHAR, confidence DOUBLE),
    killed STRUCT(best BIGINT, low BIGINT, high BIGINT),
    injured STRUCT(best BIGINT, low BIGINT, high BIGINT),
    killed_history STRUCT(published DATE, outlet VARCHAR, coding_id VARCHAR,
        best BIGINT, low BIGINT, high BIGINT, speaker VARCHAR)[],
    injured_history STRUCT(published DATE, outlet VARCHAR, coding_id VARCHAR,
        best BIGINT, low BIGINT, high BIGINT, speaker VARCHAR)[],
    claimed_by VARCHAR[], attributed_to VARCHAR[], witnesses BIGINT,
    first_reported DATE, last_reported DATE, confidence DOUBLE, coding_ids VARCHAR[], quote VARCHAR,
    withdrawn BOOLEAN, digest VARCHAR, run BIGINT
);

-- An id that was published once goes on leading to the event that it was merged into.
CREATE TABLE alias (alias VARCHAR, event_id VARCHAR, run BIGINT);

CREATE TABLE judgement (
    left_id VARCHAR, right_id VARCHAR, same BOOLEAN, judge VARCHAR, score DOUBLE, reason VARCHAR, run BIGINT
);

CREATE TABLE review (
    coding_id VARCHAR, field VARCHAR, verdict VARCHAR, value VARCHAR, reviewer VARCHAR, reason VARCHAR,
    reviewed_at TIMESTAMPTZ, run BIGINT
);

CREATE TABLE release (number BIGINT, snapshot_id BIGINT, released_at TIMESTAMPTZ, note VARCHAR, run BIGINT);
