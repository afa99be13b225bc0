-- Names that stand for collections. A collection can't go while a name stands for it.
CREATE TABLE IF NOT EXISTS "edify_rag".aliases (
    name       text COLLATE "C" PRIMARY KEY,
    collection text COLLATE "C" NOT NULL REFERENCES "edify_rag".collections (name)
);
CREATE INDEX IF NOT EXISTS aliases_collection ON "edify_rag".aliases (collection);
