using Edify.Rag.Conformance;
using Edify.Rag.Hosting.RateLimiting;

namespace Edify.Rag.Hosting.Tests.RateLimiting;

public sealed class LocalRateLimiterConformanceTests : RateLimiterSuite
{
    protected override ValueTask<IRateLimiter> CreateLimiterAsync() => new(new LocalRateLimiter());
}
