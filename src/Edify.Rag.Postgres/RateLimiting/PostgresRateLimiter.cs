using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Conversations;

namespace Edify.Rag.Postgres.RateLimiting;

/// <summary>Limits that any number of machines share, by the clock of the database.</summary>
/// <remarks>Who is limited stands in the table as a hash; rows that nobody used for a day are deleted by the way.</remarks>
internal sealed class PostgresRateLimiter(PostgresDatabase database) : IRateLimiter
{
    // What nobody has used for longer than any window tells nothing any more; every so often is often enough to look for it.
    private const int CleansEvery = 1_000;

    private readonly string _take = $"SELECT refused, seconds FROM {database.Schema}.take_permits($1, $2, $3, $4, $5)";
    private readonly string _clean = $"DELETE FROM {database.Schema}.rate_limits WHERE since < now() - interval '3 days'";
    private int _taken;

    public async ValueTask<RateLimitDecision> TakeAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        cancellationToken.ThrowIfCancellationRequested();
        if (limits.Count == 0) return RateLimitDecision.Yes;
        var refused = await database.ExecuteAsync(
            (connection, token) => connection.Command(
                _take,
                NpgsqlCommands.Value<string[]>([.. limits.Select(KeyOf)]),
                NpgsqlCommands.Value<int[]>([.. limits.Select(limit => limit.Permits)]),
                NpgsqlCommands.Value<int[]>([.. limits.Select(limit => limit.Burst ?? limit.Permits)]),
                NpgsqlCommands.Value<double[]>([.. limits.Select(limit => limit.Window.TotalSeconds)]),
                NpgsqlCommands.Value<bool[]>([.. limits.Select(limit => limit.Algorithm == RateLimitAlgorithm.SlidingWindow)]))
                .ReadAsync(row => (Place: (int)row.GetInt64(0) - 1, Seconds: row.GetDouble(1)), token),
            cancellationToken).ConfigureAwait(false);
        if (Interlocked.Increment(ref _taken) % CleansEvery == 0)
            await database.ExecuteAsync((connection, token) => connection.Command(_clean).RunAsync(token), cancellationToken).ConfigureAwait(false);
        return refused.Count == 0 ? RateLimitDecision.Yes : new(false, TimeSpan.FromSeconds(refused[0].Seconds), refused[0].Place);
    }

    // Of the rule as well: a changed one begins with all of its permits, as in a process.
    private static string KeyOf(RateLimit limit) =>
        ConversationOwner.KeyOf(FormattableString.Invariant($"{limit.Permits}/{limit.Window.Ticks}/{limit.Algorithm}/{limit.Burst}/{limit.Key}"));
}
