-- Collections of vectors. Each has a table of its own, vectors_<number>, that is made with it; a number is never given twice.
-- "fields", "kinds" and "parts" tell, side by side, which fields have an index, of what kind, and which.
CREATE TABLE IF NOT EXISTS "edify_rag".collections (
    name      text COLLATE "C" PRIMARY KEY,
    number    integer GENERATED ALWAYS AS IDENTITY,
    dimension integer NOT NULL,
    embedder  text NOT NULL,
    elements  text NOT NULL CHECK (elements IN ('Single', 'Half')),
    words     text NOT NULL,
    fields    text[] NOT NULL,
    kinds     text[] NOT NULL,
    parts     integer[] NOT NULL
);
