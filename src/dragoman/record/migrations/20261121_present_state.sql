-- Views of the present state, for `dragoman sql` and for any other reader.

CREATE VIEW articles AS
SELECT id AS article_id, outlet, published, title, "text", language, url, source_id, raw_sha256, copy_of,
       coalesce(copy_of, id) AS witness
FROM article;

-- The codings that stand: for each article, those of the coder that read it last.
CREATE VIEW standing_coding AS
WITH last_reading AS (
    SELECT article_id, max_by(coder, (run, coder)) AS coder FROM coded GROUP BY article_id
)
SELECT coding.* FROM coding JOIN last_reading USING (article_id, coder);

CREATE VIEW codings AS
SELECT coding.id AS coding_id, article_id, outlet, published, coder, event, mode, contexts, status,
       list_transform(actors, lambda actor: coalesce(actor.name, actor.mention."text")) AS actors,
       list_transform(recipients, lambda actor: coalesce(actor.name, actor.mention."text")) AS recipients,
       list_transform(targets, lambda target: target."text") AS targets,
       list_transform(weapons, lambda weapon: weapon."text") AS weapons,
       date."start" AS start_date, date."end" AS end_date,
       coalesce(place.name, place.mention."text") AS place_name, place.admin1 AS admin1, place.country AS country,
       killed.best AS killed_best, killed.low AS killed_low, killed.high AS killed_high,
       injured.best AS injured_best, injured.low AS injured_low, injured.high AS injured_high,
       attribution.speaker AS speaker, attribution.kind AS speaker_kind, claimed_by.name AS claimed_by,
       confidence, trigger."text" AS trigger_words, quote."text" AS quote
FROM standing_coding AS coding JOIN article ON article.id = coding.article_id;

CREATE VIEW standing_resolution AS
SELECT * FROM resolution QUALIFY row_number() OVER (PARTITION BY coding_id ORDER BY run DESC) = 1;

CREATE VIEW standing_event AS
WITH last_version AS (
    SELECT * FROM event_version QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC) = 1
)
SELECT * FROM last_version WHERE NOT withdrawn;

CREATE VIEW standing_alias AS
SELECT alias, max_by(event_id, run) AS event_id FROM alias GROUP BY alias;

CREATE VIEW standing_judgement AS
SELECT * FROM judgement QUALIFY row_number() OVER (PARTITION BY left_id, right_id, judge ORDER BY run DESC) = 1;

CREATE VIEW events AS
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
       confidence, quote
FROM standing_event;

-- One row for each report of each event: who says so, on which day, with what toll, in what words.
CREATE VIEW event_reports AS
WITH member AS (SELECT id AS event_id, unnest(coding_ids) AS coding_id FROM standing_event)
SELECT event_id, coding_id, coding.article_id, article.outlet, article.published, article.title,
       coalesce(article.copy_of, article.id) AS witness, coding.coder, coding.event, coding.mode, coding.status,
       attribution.speaker AS speaker, attribution.kind AS speaker_kind,
       killed.best AS killed_best, killed.low AS killed_low, killed.high AS killed_high,
       injured.best AS injured_best, injured.low AS injured_low, injured.high AS injured_high,
       coding.confidence, quote."text" AS quote, article.url
FROM member JOIN coding ON coding.id = member.coding_id JOIN article ON article.id = coding.article_id;
