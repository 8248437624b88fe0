-- What persons decide, in one log; what their corrections make of a coding; what more an event tells.

-- Only grows; `number` counts from 1. Fields as in model/judgement.py, Decision.
CREATE TABLE decision (
    number BIGINT, action VARCHAR, author VARCHAR, "at" TIMESTAMPTZ, reason VARCHAR,
    codings VARCHAR[], others VARCHAR[], events VARCHAR[],
    field VARCHAR, verdict VARCHAR, value VARCHAR, was VARCHAR,
    spans STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)[], undoes BIGINT, run BIGINT
);

-- It was to hold reviews alone, and no version ever wrote to it.
DROP TABLE review;

-- A coding as the decisions up to a run amend it; `coding` keeps what the coder read. `rejected`: it is no event.
CREATE TABLE amended (
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
    rejected BOOLEAN, run BIGINT
);

ALTER TABLE event_version ADD COLUMN conflicts STRUCT(field VARCHAR,
    sides STRUCT(value VARCHAR, said_by VARCHAR[], coding_ids VARCHAR[])[])[];
ALTER TABLE event_version ADD COLUMN denied_by STRUCT(who VARCHAR, coding_id VARCHAR)[];
ALTER TABLE event_version ADD COLUMN blamed STRUCT(who VARCHAR, whom VARCHAR, coding_id VARCHAR)[];
ALTER TABLE event_version ADD COLUMN provenance STRUCT(field VARCHAR, coding_id VARCHAR, rule VARCHAR)[];
ALTER TABLE event_version ADD COLUMN corrections STRUCT(coding_id VARCHAR, field VARCHAR, was VARCHAR, now VARCHAR,
    author VARCHAR)[];

CREATE VIEW standing_amendment AS
SELECT * FROM amended QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC) = 1;

-- The codings that stand: for each article, those of the coder that read it last, as persons have amended them.
CREATE OR REPLACE VIEW standing_coding AS
WITH last_reading AS (
    SELECT article_id, max_by(coder, (run, coder)) AS coder FROM coded GROUP BY article_id
),
stands AS (
    SELECT coding.* FROM coding ANTI JOIN amended ON amended.id = coding.id
    UNION ALL BY NAME
    SELECT * EXCLUDE (rejected) FROM standing_amendment WHERE NOT rejected
)
SELECT stands.* FROM stands JOIN last_reading USING (article_id, coder);

-- Made anew for the columns that were added above.
CREATE OR REPLACE VIEW standing_event AS
WITH last_version AS (
    SELECT * FROM event_version QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC) = 1
)
SELECT * FROM last_version WHERE NOT withdrawn;

CREATE OR REPLACE VIEW events AS
SELECT id AS event_id, event, mode, status, "start" AS start_date, "end" AS end_date,
       place.name AS place_name, place.admin1 AS admin1, place.country AS country,
       place.latitude AS latitude, place.longitude AS longitude, place."precision" AS place_precision,
       list_transform(actors, lambda actor: actor.name) AS actors,
       list_transform(actors, lambda actor: actor.actor_id) AS actor_ids,
       list_transform(recipients, lambda actor: actor.name) AS recipients,
       list_transform(recipients, lambda actor: actor.actor_id) AS recipient_ids,
       killed.best AS killed_best, killed.low AS killed_low, killed.high AS killed_high,
       injured.best AS injured_best, injured.low AS injured_low, injured.high AS injured_high,
       claimed_by, attributed_to, witnesses, len(coding_ids) AS reports, first_reported, last_reported,
       confidence, quote,
       list_transform(conflicts, lambda conflict: conflict.field) AS conflicts,
       list_transform(denied_by, lambda denial: denial.who) AS denied_by,
       list_transform(blamed, lambda blame: blame.whom) AS blamed,
       coalesce(len(corrections), 0) AS corrections
FROM standing_event;

-- What persons decided, the latest last; 'dragoman log' also tells what is undone.
CREATE VIEW decisions AS
SELECT number, action, author, "at" AS decided_at, reason, codings AS coding_ids, others AS other_coding_ids,
       events AS event_ids, field, verdict, value, was, undoes
FROM decision ORDER BY number;

-- An alias that a split has made an event again leads nowhere else.
CREATE OR REPLACE VIEW standing_alias AS
SELECT alias, max_by(event_id, run) AS event_id
FROM alias ANTI JOIN standing_event ON standing_event.id = alias.alias GROUP BY alias;
