-- What an article names in its opening stays with the resolution of its codings, so that a new article can be compared
-- with those that stand without their texts being read again.
ALTER TABLE resolution ADD COLUMN named VARCHAR[];

DROP VIEW standing_resolution;
CREATE VIEW standing_resolution AS
SELECT * FROM resolution QUALIFY row_number() OVER (PARTITION BY coding_id ORDER BY run DESC) = 1;
