using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.RateLimiting;

[Trait("Needs", "postgres")]
public sealed class PostgresRateLimiterConformanceTests : RateLimiterSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IRateLimiter> CreateLimiterAsync() => new(_schema.Limiter());

    protected override ValueTask DisposeLimiterAsync() => _schema.DisposeAsync();
}
