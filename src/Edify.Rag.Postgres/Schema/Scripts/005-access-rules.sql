-- Access rules: who sees a document, or the documents of a folder, in place of what their files say.
-- allow is null where the roles' rules decide. Principals hold no NUL, so arrays of text keep them exactly.
CREATE TABLE IF NOT EXISTS "edify_rag".access_rules (
    tenant     text COLLATE "C" NOT NULL,
    target     text COLLATE "C" NOT NULL,
    allow      text[],
    deny       text[] NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, target)
);
