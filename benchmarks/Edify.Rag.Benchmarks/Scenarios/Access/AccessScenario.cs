using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Access;

/// <summary>What it costs to find out what somebody may see.</summary>
internal sealed class AccessScenario : Scenario
{
    public override string Name => "access";

    public override string Description => "From a user to a scope: relations, roles, filter and fingerprint, with nothing kept of the user.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in ScopeResolution.RunAsync()) yield return figure;
    }
}
