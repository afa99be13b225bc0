using Edify.Rag.Hosting.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tenants;

/// <summary>Says that a pipeline has settings of single tenants, so that its flows tell whose question they work on.</summary>
internal sealed class TenantSettings
{
    private const string Decorator = "tenant settings";

    public static bool AreUsed(IServiceCollection services, string pipeline) =>
        services.Any(s => s.ServiceType == typeof(TenantSettings) && Equals(s.ServiceKey, pipeline));

    public static void DecorateRetrieval(RagBuilder builder)
    {
        if (AreUsed(builder.Services, builder.Name)) builder.Decorate<IRetriever>(Decorator, (inner, _) => new TenantRetriever(inner));
    }

    /// <summary>Outermost, so that whatever is decorated further in reads the tenant's settings.</summary>
    public static void DecorateAnswers(RagBuilder builder)
    {
        if (!AreUsed(builder.Services, builder.Name)) return;
        builder.Decorate<IRagAssistant>(Decorator, (inner, _) => new TenantAssistant(inner));
        builder.Decorate<IResearch>(Decorator, (inner, _) => new TenantResearch(inner));
    }
}
