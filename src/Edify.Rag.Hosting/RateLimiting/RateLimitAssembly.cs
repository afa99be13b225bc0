using Edify.Rag.Hosting.Composition;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.RateLimiting;

/// <summary>Puts the rate limits of a pipeline around what they limit.</summary>
internal static class RateLimitAssembly
{
    public static bool IsWanted(IRagBuilder builder) => builder.Services.Any(s => s.ServiceType == typeof(Wanted) && Equals(s.ServiceKey, builder.Name));

    public static void AddTo(RagBuilder builder)
    {
        if (!IsWanted(builder)) return;
        var name = builder.Name;
        if (!builder.Has<IRateLimiter>()) builder.Use<IRateLimiter>("this process", sp => sp.GetRequiredKeyedService<LocalRateLimiter>(name));
        builder.Services.AddKeyedSingleton(name, (_, _) => new LocalRateLimiter());
        builder.Services.AddKeyedSingleton(name, (sp, _) => new RateGate(
            sp.GetRag<IRateLimiter>(name), sp.GetRequiredKeyedService<LocalRateLimiter>(name), sp.Live<RateLimitOptions>(name), sp.GetTime(), sp.GetLogger<RateGate>()));
        builder.Decorate<IRagAssistant>("rate limits", (inner, sp) => new RateLimitedAssistant(inner, sp.GetRequiredKeyedService<RateGate>(name)));
        builder.Decorate<IResearch>("rate limits", (inner, sp) => new RateLimitedResearch(inner, sp.GetRequiredKeyedService<RateGate>(name)));
    }

    /// <summary>Says that the pipeline has limits.</summary>
    internal sealed class Wanted;
}
