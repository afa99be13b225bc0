using Edify.Rag.Hosting.Composition;
using Edify.Rag.Hosting.Usage.Metering;
using Edify.Rag.Hosting.Usage.Quotas;
using Edify.Rag.Hosting.Usage.Reports;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Usage;

/// <summary>Puts usage and quotas of a pipeline together.</summary>
internal static class UsageAssembly
{
    /// <summary>Whether the pipeline counts.</summary>
    public static bool IsWanted(IRagBuilder builder) => builder.Services.Any(s => s.ServiceType == typeof(Wanted) && Equals(s.ServiceKey, builder.Name));

    /// <summary>Report and retention, which there are over whatever was counted, and what counts where that is wanted.</summary>
    public static void AddTo(RagBuilder builder)
    {
        var (name, services) = (builder.Name, builder.Services);
        services.AddKeyedSingleton(name, (sp, _) => new UsageBook(sp.GetRag<IUsageMeter>(name), sp.Live<QuotaOptions>(name), sp.GetTime(), sp.GetLogger<UsageBook>()));
        services.AddKeyedSingleton<IUsageReport>(name, (sp, _) => new UsageReport(sp.GetRag<IUsageMeter>(name), Book(sp, name)));
        if (name == RagServices.DefaultName) services.TryAddSingleton(sp => sp.GetRag<IUsageReport>());
        services.AddSingleton<IHostedService>(sp => new UsageRetention(
            name, () => sp.GetRag<IUsageMeter>(name), sp.GetRequiredService<IOptionsMonitor<QuotaOptions>>(), sp.GetTime(), sp.GetLogger<UsageRetention>()));
        if (!IsWanted(builder)) return;

        services.AddKeyedSingleton(name, (sp, _) => new QuotaGate(sp.GetRag<IUsageMeter>(name), Book(sp, name), sp.Live<QuotaOptions>(name), sp.GetTime(), sp.GetLogger<QuotaGate>()));
        services.AddKeyedSingleton(name, (sp, _) => new IngestionUsage(sp.GetRag<IUsageMeter>(name), Book(sp, name), sp.Live<QuotaOptions>(name)));

        // Behind caches and all else that spares calls: what was not done is not counted.
        builder.DecorateFirst<IEmbeddingGenerator<string, Embedding<float>>>("usage", (inner, sp) => new MeteredEmbedder(inner, Book(sp, name), Tenant(sp, name)));
        builder.Decorate<IChatClient>("usage", (inner, sp) => LanguageModels.IsExtractive(inner)
            ? inner
            : new MeteredChatClient(inner, Book(sp, name), new(sp.GetRag<IUsageMeter>(name), Book(sp, name), sp.Live<QuotaOptions>(name)), Tenant(sp, name)));
        builder.Decorate<IIngestionPipeline>("usage", (inner, sp) => new MeteredIngestion(inner, sp.GetRag<IIngestionLedger>(name), sp.GetRequiredKeyedService<IngestionUsage>(name)));
        builder.Decorate<IRagAssistant>("quotas", (inner, sp) => new QuotaAssistant(inner, sp.GetRequiredKeyedService<QuotaGate>(name)));
        builder.Decorate<IResearch>("quotas", (inner, sp) => new QuotaResearch(inner, sp.GetRequiredKeyedService<QuotaGate>(name)));
    }

    private static UsageBook Book(IServiceProvider services, string name) => services.GetRequiredKeyedService<UsageBook>(name);

    private static string Tenant(IServiceProvider services, string name) => services.GetOptions<RagOptions>(name).Tenant;

    /// <summary>Says that the pipeline counts.</summary>
    internal sealed class Wanted;
}
