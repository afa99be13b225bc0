using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Privacy.LocalOnly;

/// <summary>Finds the parts that take texts beyond the school's own network.</summary>
internal static class LocalOnlyRule
{
    /// <summary>The parts elsewhere; none where the pipeline may have such.</summary>
    public static IReadOnlyList<PartPlace> Offenders(IServiceProvider services, string name)
    {
        var options = services.GetOptions<RagOptions>(name);
        if (!options.LocalOnly) return [];
        var network = new LocalNetwork(options.LocalHosts);
        return [.. PartPlaces.Of(services, name).Where(part => !part.IsLocal(network))];
    }

    public static string Refusal(IEnumerable<PartPlace> offenders) =>
        $"EdifyRag: LocalOnly is on, and these parts are not on the school's own network: {string.Join("; ", offenders)}. " +
        "Choose local ones, or list what is the school's own in LocalHosts: hosts, \"*.domain\", networks such as \"10.0.0.0/8\", or the names in brackets.";
}

/// <summary>Stands for the question whether a pipeline may start; it has no settings of its own.</summary>
internal sealed class LocalOnlyGate;

/// <summary>Looks at a pipeline's parts before its host starts, and before a program without a host uses it.</summary>
internal sealed class LocalOnlyValidator(IServiceProvider services) : IValidateOptions<LocalOnlyGate>
{
    public ValidateOptionsResult Validate(string? name, LocalOnlyGate options)
    {
        var offenders = LocalOnlyRule.Offenders(services, name ?? RagServices.DefaultName);
        return offenders.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(LocalOnlyRule.Refusal(offenders));
    }
}
