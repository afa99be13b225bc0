using Edify.Rag;
using Edify.Rag.Hosting.Health;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of a pipeline.</summary>
public static class RagHealthChecksBuilderExtensions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Checks a pipeline's vector store, ingestion ledger, document source and language models, each within a time of its own.</summary>
    /// <remarks>
    /// <para>
    /// Four checks: <c>edify-rag vectors</c>, whose failure is <see cref="HealthStatus.Unhealthy"/>, since no question is answered
    /// without it; <c>edify-rag state</c> and <c>edify-rag source</c>, whose failure is <see cref="HealthStatus.Degraded"/>, since
    /// only ingestion needs them; <c>edify-rag models</c>, which calls no model and is <see cref="HealthStatus.Degraded"/> while the
    /// gateway leaves one alone, since another one or extracts then answer. Those of a named pipeline have its name behind them. All have the tag <c>edify-rag</c>.
    /// </para>
    /// Descriptions hold no secret, no question and no document's text; exceptions are not handed out.
    /// </remarks>
    /// <param name="builder">What <c>AddHealthChecks()</c> gave.</param>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="timeout">How long each check may take; <see langword="null"/> for 5 seconds.</param>
    /// <param name="tags">Further tags, such as "ready".</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is not above 0.</exception>
    public static IHealthChecksBuilder AddEdifyRag(
        this IHealthChecksBuilder builder, string name = RagServices.DefaultName, TimeSpan? timeout = null, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(tags);
        var limit = timeout ?? DefaultTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(timeout));

        List<string> all = ["edify-rag", .. tags];
        return builder
            .Add(Registration("vectors", "vector store", HealthStatus.Unhealthy, VectorsAsync))
            .Add(Registration("state", "ledger", HealthStatus.Degraded, StateAsync))
            .Add(Registration("source", "document source", HealthStatus.Degraded, SourceAsync))
            .Add(Check("models", "language model", HealthStatus.Degraded, (sp, _) => ModelsAsync(sp.GetRag<IChatClient>(name))));

        HealthCheckRegistration Registration(string part, string what, HealthStatus failure, Func<IngestionParts, CancellationToken, Task<string>> examine) =>
            Check(part, what, failure, (sp, token) => examine(sp.GetRequiredKeyedService<IngestionParts>(name), token));

        HealthCheckRegistration Check(string part, string what, HealthStatus failure, Func<IServiceProvider, CancellationToken, Task<string>> examine) => new(
            name == RagServices.DefaultName ? $"edify-rag {part}" : $"edify-rag {part} {name}",
            sp => new RagHealthCheck(what, token => examine(sp, token), limit, sp.GetTime()),
            failure,
            all);
    }

    private static async Task<string> VectorsAsync(IngestionParts parts, CancellationToken cancellationToken)
    {
        await parts.Store.CheckAsync(cancellationToken).ConfigureAwait(false);
        return "The vector store is usable.";
    }

    private static async Task<string> StateAsync(IngestionParts parts, CancellationToken cancellationToken)
    {
        await parts.Ledger.FindAsync(new(parts.DefaultTenant, parts.Source.Location, "health"), cancellationToken).ConfigureAwait(false);
        return "The ledger can be read.";
    }

    // Asks the gateway and no model: to call one costs money, and one that nobody calls is not known to fail.
    private static Task<string> ModelsAsync(IChatClient client)
    {
        var models = client.GetService<IModelGateway>()?.Models ?? [];
        var alone = models.Where(model => model is { Enabled: true, Breaker: BreakerState.Open }).Select(model => $"'{model.Name}'").ToList();
        return alone.Count == 0
            ? Task.FromResult("No language model is left alone.")
            : throw new RagOutageException("the language models", $"Too many calls failed of {string.Join(", ", alone)}; nobody calls {(alone.Count == 1 ? "it" : "them")} for a while.");
    }

    private static async Task<string> SourceAsync(IngestionParts parts, CancellationToken cancellationToken)
    {
        await foreach (var _ in parts.Source.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false)) break;
        return "The document source can be listed.";
    }
}
