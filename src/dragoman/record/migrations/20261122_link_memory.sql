-- What the linker remembers of codings, so that new ones are linked without all others being read again.
-- Append-only: of each coding, and of each pair, the row of the last run stands, unless it says that it is gone.

-- With which others a coding is compared. `partition`: its family of types, and whether it is told as real;
-- `published`, `first`, `last`: days, counted from 1 January of the year 1; the lists: 64-bit hashes of actors and
-- names, of the town, of country, states and toll, of story and sentence (resolve/outlines.py).
CREATE TABLE outline (
    coding_id VARCHAR, article_id VARCHAR, "partition" VARCHAR, published BIGINT, "first" BIGINT, "last" BIGINT,
    dated BOOLEAN, named BIGINT[], towns BIGINT[], usual BIGINT[], copied BIGINT[], gone BOOLEAN, run BIGINT
);

-- Two codings that were compared and look like one event; "left" was published first.
CREATE TABLE likely_pair (left_id VARCHAR, right_id VARCHAR, score DOUBLE, gone BOOLEAN, run BIGINT);

-- What all of it rests on: version, tables, weights and settings, as one hash. Where that changes, all is linked anew.
CREATE TABLE link_basis (fingerprint VARCHAR, run BIGINT);

CREATE VIEW standing_outline AS
WITH last AS (SELECT coding_id, max(run) AS run FROM outline GROUP BY coding_id)
SELECT outline.* EXCLUDE (gone, run) FROM outline JOIN last USING (coding_id, run) WHERE NOT gone;

CREATE VIEW standing_pair AS
WITH last AS (SELECT left_id, right_id, max(run) AS run FROM likely_pair GROUP BY left_id, right_id)
SELECT left_id, right_id, score FROM likely_pair JOIN last USING (left_id, right_id, run) WHERE NOT gone;
