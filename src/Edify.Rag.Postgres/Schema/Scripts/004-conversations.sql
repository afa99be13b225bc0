-- Conversations of users. "owner" is a hash of tenant and user, by which they are found; the names themselves are for people.
-- Turns, feedback and summaries are JSON as text, since JSONB has no NUL. A turn's place counts from 1.
CREATE TABLE IF NOT EXISTS "edify_rag".conversations (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner     text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    tenant    text NOT NULL,
    user_id   text NOT NULL,
    title     text NOT NULL,
    started   timestamptz NOT NULL,
    last_used timestamptz NOT NULL,
    turns     integer NOT NULL DEFAULT 0,
    summary   text,
    UNIQUE (owner, id)
);
CREATE INDEX IF NOT EXISTS conversations_listing ON "edify_rag".conversations (owner, last_used DESC, id);
CREATE INDEX IF NOT EXISTS conversations_last_used ON "edify_rag".conversations (last_used);
CREATE TABLE IF NOT EXISTS "edify_rag".conversation_turns (
    conversation bigint NOT NULL REFERENCES "edify_rag".conversations (number) ON DELETE CASCADE,
    id           uuid NOT NULL,
    place        integer NOT NULL,
    body         text NOT NULL,
    feedback     text,
    PRIMARY KEY (conversation, id)
);
CREATE INDEX IF NOT EXISTS conversation_turns_place ON "edify_rag".conversation_turns (conversation, place);
