-- The audit: records that follow one another by their hashes, as one chain for all tenants. "entry" is the canonical JSON that was
-- hashed, "at" and "tenant" stand beside it to be searched. Records are never changed, and deleted only up to the anchor of the head.
CREATE TABLE IF NOT EXISTS "edify_rag".audit_records (
    number    bigint PRIMARY KEY,
    at        timestamptz NOT NULL,
    tenant    text COLLATE "C" NOT NULL,
    previous  bytea NOT NULL,
    entry     text NOT NULL,
    hash      bytea NOT NULL,
    signature bytea NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_records_tenant ON "edify_rag".audit_records (tenant, number);

-- One row, which who appends holds: the last record, and the last of those that were pruned. Both are signed.
CREATE TABLE IF NOT EXISTS "edify_rag".audit_head (
    is_only          boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    number           bigint NOT NULL,
    hash             bytea NOT NULL,
    signature        bytea NOT NULL,
    pruned           bigint NOT NULL DEFAULT 0,
    pruned_hash      bytea,
    pruned_signature bytea
);

-- Texts of questions, where they are kept: apart from the chain, so that they can be erased. "owner" is a hash of tenant and user.
CREATE TABLE IF NOT EXISTS "edify_rag".audit_texts (
    id    uuid PRIMARY KEY,
    owner text COLLATE "C" NOT NULL,
    place text COLLATE "C" NOT NULL,
    at    timestamptz NOT NULL,
    body  bytea NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_texts_owner ON "edify_rag".audit_texts (owner);
CREATE INDEX IF NOT EXISTS audit_texts_place ON "edify_rag".audit_texts (place);
CREATE INDEX IF NOT EXISTS audit_texts_at ON "edify_rag".audit_texts (at);

CREATE OR REPLACE FUNCTION "edify_rag".audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.number <= (SELECT pruned FROM "edify_rag".audit_head) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'Records of the audit are neither changed nor deleted.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE OR REPLACE FUNCTION "edify_rag".audit_head_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.number >= OLD.number AND NEW.pruned >= OLD.pruned THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The head of the audit goes on, and never back.' USING ERRCODE = 'insufficient_privilege';
END
$$;
DROP TRIGGER IF EXISTS append_only ON "edify_rag".audit_records;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "edify_rag".audit_records
    FOR EACH ROW EXECUTE FUNCTION "edify_rag".audit_is_append_only();
DROP TRIGGER IF EXISTS never_empty ON "edify_rag".audit_records;
CREATE TRIGGER never_empty BEFORE TRUNCATE ON "edify_rag".audit_records
    FOR EACH STATEMENT EXECUTE FUNCTION "edify_rag".audit_is_append_only();
DROP TRIGGER IF EXISTS goes_on ON "edify_rag".audit_head;
CREATE TRIGGER goes_on BEFORE UPDATE OR DELETE ON "edify_rag".audit_head
    FOR EACH ROW EXECUTE FUNCTION "edify_rag".audit_head_goes_on();
