-- What was written to collections. Each statement that writes to one adds a row, by a trigger and so whoever runs it, and with its own
-- transaction: the sum of a collection's weights names its content. Rows are folded into one now and then, which changes no sum.
CREATE TABLE IF NOT EXISTS "edify_rag".changes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    collection integer NOT NULL,
    weight     bigint NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS changes_collection ON "edify_rag".changes (collection) INCLUDE (weight);
CREATE OR REPLACE FUNCTION "edify_rag".note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "edify_rag".changes (collection) VALUES (TG_ARGV[0]::integer);
    RETURN NULL;
END
$$;
