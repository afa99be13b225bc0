-- Tasks of users. "owner" is a hash of tenant and user, by which they are found; "body" is the task as JSON, as text, since JSONB has no
-- NUL. What stands beside it is what is searched by.
CREATE TABLE IF NOT EXISTS "edify_rag".tasks (
    owner        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    submitted_at timestamptz NOT NULL,
    ended_at     timestamptz,
    is_open      boolean NOT NULL,
    body         text NOT NULL,
    result       text,
    PRIMARY KEY (owner, id)
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS tasks_open ON "edify_rag".tasks (submitted_at, id) WHERE is_open;
CREATE INDEX IF NOT EXISTS tasks_ended ON "edify_rag".tasks (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS "edify_rag".task_saved (
    owner text COLLATE "C" NOT NULL,
    id    uuid NOT NULL,
    name  text COLLATE "C" NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (owner, id, name),
    FOREIGN KEY (owner, id) REFERENCES "edify_rag".tasks (owner, id) ON DELETE CASCADE
);
