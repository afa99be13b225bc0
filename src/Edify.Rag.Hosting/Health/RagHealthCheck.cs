using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Edify.Rag.Hosting.Health;

/// <summary>Examines one part, for so long and no longer.</summary>
/// <remarks>The result holds a sentence and no exception: what providers put into theirs may not be for whoever reads a health page.</remarks>
internal sealed class RagHealthCheck(string part, Func<CancellationToken, Task<string>> examine, TimeSpan timeout, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return await TimedExamination.RunAsync(
                async token => HealthCheckResult.Healthy(await examine(token).ConfigureAwait(false)),
                late => new(context.Registration.FailureStatus, $"The {part} {late}."),
                timeout,
                time,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, e is RagException ? e.Message : $"The {part} can't be used. {TransientFaults.Describe(e)}");
        }
    }
}
