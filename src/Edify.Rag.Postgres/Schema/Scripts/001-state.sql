-- What was ingested, and what failed and why. "place" is source and name in bytes that sort as .NET's ordinal comparison
-- does, for listings; names of 1,024 characters don't fit into an index, so the index holds where they begin.
CREATE TABLE IF NOT EXISTS "edify_rag".ledger (
    document     uuid PRIMARY KEY,
    tenant       text COLLATE "C" NOT NULL,
    source       text COLLATE "C" NOT NULL,
    name         text COLLATE "C" NOT NULL,
    place        bytea NOT NULL,
    etag         text NOT NULL,
    size         bigint NOT NULL,
    fingerprint  text NOT NULL,
    status       text NOT NULL,
    reason       text NOT NULL,
    chunks       integer NOT NULL,
    attempts     integer NOT NULL,
    processed_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ledger_place ON "edify_rag".ledger (tenant, substring(place FROM 1 FOR 1000));

-- One row for each tenant, kind and key. "visible_at" is when a waiting job is due, and when a running one goes to others.
-- "next_payload" is what was enqueued while the job ran. Rows change often and are few: they are vacuumed early.
CREATE SEQUENCE IF NOT EXISTS "edify_rag".job_place;
CREATE SEQUENCE IF NOT EXISTS "edify_rag".job_token;
CREATE TABLE IF NOT EXISTS "edify_rag".jobs (
    id           uuid PRIMARY KEY,
    tenant       text COLLATE "C" NOT NULL,
    kind         text COLLATE "C" NOT NULL,
    key          text COLLATE "C" NOT NULL,
    payload      text NOT NULL,
    next_payload text,
    state        text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    place        bigint NOT NULL,
    attempt      integer NOT NULL,
    max_attempts integer NOT NULL,
    token        bigint NOT NULL DEFAULT 0,
    worker       text,
    visible_at   timestamptz NOT NULL,
    enqueued_at  timestamptz NOT NULL,
    ended_at     timestamptz,
    reason       text
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX IF NOT EXISTS jobs_open ON "edify_rag".jobs (place) WHERE state IN ('waiting', 'running');
CREATE INDEX IF NOT EXISTS jobs_open_kind ON "edify_rag".jobs (kind, place) WHERE state IN ('waiting', 'running');
CREATE INDEX IF NOT EXISTS jobs_ended ON "edify_rag".jobs (ended_at, id) WHERE ended_at IS NOT NULL;
