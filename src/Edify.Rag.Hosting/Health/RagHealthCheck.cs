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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var examination = Task.Run(() => examine(stop.Token), CancellationToken.None);
        try
        {
            // One that does not look at its token is left behind.
            return HealthCheckResult.Healthy(await examination.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException) when (!examination.IsCompleted)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            return new(context.Registration.FailureStatus, FormattableString.Invariant($"The {part} did not answer within {timeout.TotalSeconds:0.###} s."));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, e is RagException ? e.Message : $"The {part} can't be used. {TransientFaults.Describe(e)}");
        }
    }
}
