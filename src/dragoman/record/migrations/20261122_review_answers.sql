-- What reviewers answered where two of them answer independently (study.toml, [review] reviewers). Kept apart from the
-- log of decisions until all have answered. Append-only; fields as in record/double_review.py, ReviewAnswer.
CREATE TABLE answer (
    number BIGINT, reviewer VARCHAR, "at" TIMESTAMPTZ, codings VARCHAR[], act VARCHAR,
    coding_id VARCHAR, field VARCHAR, value VARCHAR,
    spans STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR)[], others VARCHAR[], reason VARCHAR, run BIGINT
);
