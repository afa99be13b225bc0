namespace Edify.Rag.Postgres.Jobs;

/// <summary>The queue's statements. Times are the server's: <c>now()</c> for what is due, <c>clock_timestamp()</c> after a wait for a lock.</summary>
internal sealed class JobStatements(string schema)
{
    private const string IsHeld = "id = $1 AND token = $2 AND state = 'running'";
    private const string IsOpen = "state IN ('waiting', 'running')";

    /// <summary>Adds in the order of the arrays, and locks in order of identifiers, so that calls that overlap don't lock each other out.</summary>
    public string Enqueue { get; } = $"""
        WITH numbered AS MATERIALIZED (
            SELECT r.*, nextval('{schema}.job_place') AS place
            FROM (SELECT * FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS a (id, tenant, kind, key, payload, max_attempts, position) ORDER BY position) r
        ), written AS (
            INSERT INTO {schema}.jobs AS j (id, tenant, kind, key, payload, max_attempts, state, place, attempt, visible_at, enqueued_at)
            SELECT id, tenant, kind, key, payload, max_attempts, 'waiting', place, 0, now(), now() FROM numbered ORDER BY id
            ON CONFLICT (id) DO UPDATE SET
                payload = CASE WHEN j.state = 'running' THEN j.payload ELSE excluded.payload END,
                next_payload = CASE WHEN j.state = 'running' THEN excluded.payload END,
                max_attempts = excluded.max_attempts,
                place = CASE WHEN j.{IsOpen} THEN j.place ELSE excluded.place END,
                attempt = CASE WHEN j.state = 'running' OR (j.state = 'waiting' AND j.payload = excluded.payload) THEN j.attempt ELSE 0 END,
                visible_at = CASE WHEN j.state = 'running' OR (j.state = 'waiting' AND j.payload = excluded.payload) THEN j.visible_at ELSE now() END,
                reason = CASE WHEN j.state = 'running' OR (j.state = 'waiting' AND j.payload = excluded.payload) THEN j.reason END,
                enqueued_at = CASE WHEN j.{IsOpen} THEN j.enqueued_at ELSE now() END,
                ended_at = NULL,
                state = CASE WHEN j.state = 'running' THEN 'running' ELSE 'waiting' END
            WHERE NOT (j.state = 'waiting' AND j.payload = excluded.payload AND j.max_attempts = excluded.max_attempts)
            RETURNING j.enqueued_at = now() AS added
        )
        SELECT count(*) FILTER (WHERE added) FROM written
        """;

    public string Take { get; } = TakeWhere(schema, string.Empty);

    public string TakeOfKinds { get; } = TakeWhere(schema, "AND kind = ANY($4)");

    public string Hold { get; } = $"SELECT 1 FROM {schema}.jobs WHERE {IsHeld} FOR UPDATE";

    public string Renew { get; } = $"UPDATE {schema}.jobs SET visible_at = clock_timestamp() + $3 WHERE {IsHeld}";

    /// <summary>Done; or waiting again, last in the queue, when it was enqueued meanwhile.</summary>
    public string Complete { get; } = $"""
        UPDATE {schema}.jobs SET
            state = CASE WHEN next_payload IS NULL THEN 'done' ELSE 'waiting' END,
            payload = coalesce(next_payload, payload),
            next_payload = NULL,
            place = CASE WHEN next_payload IS NULL THEN place ELSE nextval('{schema}.job_place') END,
            attempt = CASE WHEN next_payload IS NULL THEN attempt ELSE 0 END,
            enqueued_at = CASE WHEN next_payload IS NULL THEN enqueued_at ELSE clock_timestamp() END,
            visible_at = clock_timestamp(),
            ended_at = CASE WHEN next_payload IS NULL THEN clock_timestamp() END,
            reason = NULL
        WHERE {IsHeld}
        """;

    /// <summary>Waiting for the next try; or dead. A payload that was enqueued meanwhile has had no try yet.</summary>
    public string Fail { get; } = $"""
        UPDATE {schema}.jobs SET
            state = CASE WHEN next_payload IS NULL AND ($4 OR attempt >= max_attempts) THEN 'dead' ELSE 'waiting' END,
            payload = coalesce(next_payload, payload),
            next_payload = NULL,
            attempt = CASE WHEN next_payload IS NULL THEN attempt ELSE 0 END,
            visible_at = CASE WHEN next_payload IS NULL THEN clock_timestamp() + $3 ELSE clock_timestamp() END,
            ended_at = CASE WHEN next_payload IS NULL AND ($4 OR attempt >= max_attempts) THEN clock_timestamp() END,
            reason = $5
        WHERE {IsHeld}
        """;

    public string Release { get; } = $"""
        UPDATE {schema}.jobs SET
            state = 'waiting',
            payload = coalesce(next_payload, payload),
            next_payload = NULL,
            attempt = CASE WHEN next_payload IS NULL THEN attempt - 1 ELSE 0 END,
            visible_at = clock_timestamp()
        WHERE {IsHeld}
        """;

    public string Count { get; } = $"""
        SELECT count(*) FILTER (WHERE state = 'waiting' AND visible_at <= now()), count(*) FILTER (WHERE state = 'waiting' AND visible_at > now()),
            count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'dead')
        FROM {schema}.jobs WHERE ($1 IS NULL OR tenant = $1) AND ($2 IS NULL OR kind = $2)
        """;

    public string ListDead { get; } = $"""
        SELECT tenant, kind, key, payload, max_attempts, reason, attempt, ended_at FROM {schema}.jobs
        WHERE state = 'dead' AND ($1 IS NULL OR tenant = $1) AND ($2 IS NULL OR kind = $2) AND ended_at IS NOT NULL AND ($3 IS NULL OR (ended_at, id) > ($3, $4))
        ORDER BY ended_at, id
        LIMIT $5
        """;

    public string Purge { get; } = $"""
        DELETE FROM {schema}.jobs WHERE id IN (
            SELECT id FROM {schema}.jobs WHERE ended_at <= now() - $1 AND ended_at IS NOT NULL AND (state = 'done' OR $2) ORDER BY ended_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
        """;

    // SKIP LOCKED: takers pass by what others are taking, and never wait. What a worker left on its last try dies instead.
    private static string TakeWhere(string schema, string condition) => $"""
        WITH picked AS MATERIALIZED (
            SELECT id FROM {schema}.jobs WHERE {IsOpen} AND visible_at <= now() {condition}
            ORDER BY place LIMIT $3 FOR UPDATE SKIP LOCKED
        ), judged AS (
            SELECT p.id, o.state = 'running' AND o.attempt >= o.max_attempts AND o.next_payload IS NULL AS is_over
            FROM picked p JOIN {schema}.jobs o ON o.id = p.id
        )
        UPDATE {schema}.jobs j SET
            state = CASE WHEN is_over THEN 'dead' ELSE 'running' END,
            attempt = CASE WHEN is_over THEN j.attempt WHEN j.next_payload IS NOT NULL THEN 1 ELSE j.attempt + 1 END,
            payload = coalesce(j.next_payload, j.payload),
            next_payload = NULL,
            token = nextval('{schema}.job_token'),
            worker = $1,
            visible_at = now() + $2,
            ended_at = CASE WHEN is_over THEN now() END,
            reason = CASE WHEN is_over THEN format('Worker %s took it for try %s of %s and did not come back.', j.worker, j.attempt, j.max_attempts) ELSE j.reason END
        FROM judged WHERE j.id = judged.id
        RETURNING j.state = 'running', j.tenant, j.kind, j.key, j.payload, j.max_attempts, j.token, j.attempt, j.visible_at, j.place
        """;
}
