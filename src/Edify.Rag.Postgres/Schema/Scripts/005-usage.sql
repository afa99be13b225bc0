-- What was consumed. "start" is the first day of the period in the tenant's own time; subject, kind and period are numbers as the
-- program has them. Names of users stand as they are, for reports, until they are pruned or erased.
CREATE TABLE IF NOT EXISTS "edify_rag".usage (
    tenant  text COLLATE "C" NOT NULL,
    subject smallint NOT NULL,
    name    text COLLATE "C" NOT NULL,
    kind    smallint NOT NULL,
    period  smallint NOT NULL,
    start   date NOT NULL,
    used    bigint NOT NULL,
    PRIMARY KEY (tenant, subject, name, kind, period, start)
);
CREATE INDEX IF NOT EXISTS usage_start ON "edify_rag".usage (start);

-- Adds all amounts or none of them. Rows are made and locked in the order of their key, so that no two charges wait for each other;
-- what the locks waited for is seen, since each statement of a function sees what was committed before it began.
CREATE OR REPLACE FUNCTION "edify_rag".charge_usage(
    tenants text[], subjects smallint[], names text[], kinds smallint[], periods smallint[], starts date[],
    amounts bigint[], maxima bigint[], levels boolean[])
RETURNS TABLE (place bigint, stands bigint, exceeds boolean) LANGUAGE plpgsql AS $body$
DECLARE
    standing bigint[] := array_fill(0::bigint, ARRAY[cardinality(amounts)]);
    excess boolean[] := array_fill(false, ARRAY[cardinality(amounts)]);
    locked record;
BEGIN
    INSERT INTO "edify_rag".usage AS u (tenant, subject, name, kind, period, start, used)
    SELECT w.tenant, w.subject, w.name, w.kind, w.period, w.start, 0
    FROM unnest(tenants, subjects, names, kinds, periods, starts, amounts) AS w (tenant, subject, name, kind, period, start, amount)
    WHERE w.amount > 0
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT DO NOTHING;

    FOR locked IN
        SELECT w.place, u.used
        FROM unnest(tenants, subjects, names, kinds, periods, starts) WITH ORDINALITY AS w (tenant, subject, name, kind, period, start, place)
        JOIN "edify_rag".usage u USING (tenant, subject, name, kind, period, start)
        ORDER BY u.tenant, u.subject, u.name, u.kind, u.period, u.start
        FOR UPDATE OF u
    LOOP
        standing[locked.place] := locked.used;
    END LOOP;

    FOR i IN 1 .. cardinality(amounts) LOOP
        excess[i] := maxima[i] IS NOT NULL AND CASE
            WHEN levels[i] THEN amounts[i] > maxima[i]
            WHEN amounts[i] < 0 THEN false
            ELSE standing[i] > maxima[i] - greatest(1, amounts[i])
        END;
    END LOOP;

    IF NOT true = ANY (excess) THEN
        FOR i IN 1 .. cardinality(amounts) LOOP
            standing[i] := CASE
                WHEN levels[i] THEN amounts[i]
                WHEN amounts[i] > 0 AND standing[i] > 9223372036854775807 - amounts[i] THEN 9223372036854775807
                ELSE greatest(0, standing[i] + amounts[i])
            END;
        END LOOP;

        UPDATE "edify_rag".usage u SET used = w.now
        FROM unnest(tenants, subjects, names, kinds, periods, starts, standing) AS w (tenant, subject, name, kind, period, start, now)
        WHERE u.tenant = w.tenant AND u.subject = w.subject AND u.name = w.name AND u.kind = w.kind AND u.period = w.period AND u.start = w.start
            AND u.used <> w.now;
    END IF;

    RETURN QUERY SELECT r.place, r.stands, r.exceeds FROM unnest(standing, excess) WITH ORDINALITY AS r (stands, exceeds, place) ORDER BY r.place;
END
$body$;

-- Permits of rate limits. "key" is a hash that tells no name. A token bucket has its tokens in "level"; a sliding window what was
-- taken in the current part of it, and in "before" what was in the one before.
CREATE TABLE IF NOT EXISTS "edify_rag".rate_limits (
    key    text COLLATE "C" PRIMARY KEY,
    level  double precision NOT NULL,
    before double precision NOT NULL DEFAULT 0,
    since  timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS rate_limits_since ON "edify_rag".rate_limits (since);

-- Takes a permit of each limit or of none. Goes by the server's clock: one that goes back brings nothing back and takes nothing away.
CREATE OR REPLACE FUNCTION "edify_rag".take_permits(
    keys text[], permits integer[], bursts integer[], windows double precision[], sliding boolean[])
RETURNS TABLE (refused bigint, seconds double precision) LANGUAGE plpgsql AS $body$
DECLARE
    clock timestamptz;
    held record;
    now_level double precision[] := array_fill(0::double precision, ARRAY[cardinality(keys)]);
    now_before double precision[] := array_fill(0::double precision, ARRAY[cardinality(keys)]);
    now_since timestamptz[] := array_fill(NULL::timestamptz, ARRAY[cardinality(keys)]);
    passed double precision;
    part double precision;
    wait double precision;
    i bigint;
BEGIN
    INSERT INTO "edify_rag".rate_limits (key, level, since)
    SELECT w.key, CASE WHEN w.slides THEN 0 ELSE w.burst END, clock_timestamp()
    FROM unnest(keys, bursts, sliding) AS w (key, burst, slides)
    ORDER BY w.key
    ON CONFLICT DO NOTHING;

    FOR held IN
        SELECT w.place, r.level, r.before, r.since FROM unnest(keys) WITH ORDINALITY AS w (key, place)
        JOIN "edify_rag".rate_limits r USING (key)
        ORDER BY r.key FOR UPDATE OF r
    LOOP
        now_level[held.place] := held.level;
        now_before[held.place] := held.before;
        now_since[held.place] := held.since;
    END LOOP;

    -- Read once all rows are held: whoever waited for them must not come before those it waited for.
    clock := clock_timestamp();
    FOR n IN 1 .. cardinality(keys) LOOP
        i := n;
        passed := greatest(0, extract(epoch FROM clock - now_since[i]));
        IF NOT sliding[i] THEN
            now_level[i] := least(bursts[i], now_level[i] + passed * permits[i] / windows[i]);
            now_since[i] := clock;
            wait := (1 - now_level[i]) * windows[i] / permits[i];
        ELSE
            IF passed >= 2 * windows[i] OR clock < now_since[i] THEN
                now_before[i] := CASE WHEN clock < now_since[i] THEN now_before[i] ELSE 0 END;
                now_level[i] := CASE WHEN clock < now_since[i] THEN now_level[i] ELSE 0 END;
                now_since[i] := clock;
                passed := 0;
            ELSIF passed >= windows[i] THEN
                now_before[i] := now_level[i];
                now_level[i] := 0;
                now_since[i] := now_since[i] + windows[i] * interval '1 second';
                passed := passed - windows[i];
            END IF;
            part := 1 - passed / windows[i];
            wait := CASE
                WHEN now_before[i] * part + now_level[i] + 1 <= permits[i] THEN 0
                WHEN now_level[i] + 1 > permits[i] THEN (part + 1 - (permits[i] - 1) / now_level[i]) * windows[i]
                ELSE (part - (permits[i] - 1 - now_level[i]) / now_before[i]) * windows[i]
            END;
        END IF;

        IF wait > 0 THEN
            -- The time is kept even so: after a clock that went back nobody has to wait for it.
            UPDATE "edify_rag".rate_limits r SET level = now_level[i], before = now_before[i], since = now_since[i] WHERE r.key = keys[i];
            RETURN QUERY SELECT i, greatest(wait, 0.001);
            RETURN;
        END IF;
        now_level[i] := now_level[i] + CASE WHEN sliding[i] THEN 1 ELSE -1 END;
    END LOOP;

    UPDATE "edify_rag".rate_limits r SET level = w.level, before = w.before, since = w.since
    FROM unnest(keys, now_level, now_before, now_since) AS w (key, level, before, since)
    WHERE r.key = w.key;
END
$body$;
