using Edify.Rag.Hosting.Composition;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Puts the audit of a pipeline together.</summary>
internal static class AuditAssembly
{
    private const string Name = "audit";

    /// <summary>The log, its key, and the retention of what is in it. Nothing is made before it is used.</summary>
    public static void Add(RagBuilder builder)
    {
        var name = builder.Name;
        if (!builder.Has<IAuditKey>()) builder.Use<IAuditKey>("file", sp => KeyOf(sp, name));
        if (!builder.Has<IAuditLog>()) builder.UseEmbeddedAudit();
        builder.Services.AddKeyedSingleton(name, (sp, _) => new AuditTrail(sp.GetRag<IAuditLog>(name), sp.Live<AuditOptions>(name), sp.GetTime()));
        builder.Services.AddSingleton<IHostedService>(sp => new AuditRetention(
            () => sp.GetRag<IAuditLog>(name), sp.Live<AuditOptions>(name), sp.GetTime(), sp.GetLogger<AuditRetention>()));
    }

    /// <summary>Puts the audit around what it tells of, outside of everything else: what another decorator refuses it tells of too.</summary>
    public static void Decorate(RagBuilder builder)
    {
        var name = builder.Name;
        if (!builder.Services.Any(s => s.ServiceType == typeof(AuditWanted) && Equals(s.ServiceKey, name))) return;
        builder.Decorate<IVectorStore>(Name, (inner, sp) => AuditedVectorStore.Around(inner, new(TrailOf(sp, name), sp.GetTime())));
        builder.Decorate<IAccessPolicy>(Name, (inner, sp) => new AuditedAccessPolicy(inner, TrailOf(sp, name)));
        builder.Decorate<IRetriever>(Name, (inner, sp) => new AuditedRetriever(inner, TrailOf(sp, name)));
        builder.Decorate<IIngestionPipeline>(Name, (inner, sp) => new AuditedPipeline(inner, TrailOf(sp, name), sp.GetRag<IIngestionLedger>(name)));
        builder.Decorate<IRagAssistant>(Name, (inner, sp) => new AuditedAssistant(inner, TrailOf(sp, name)));
    }

    /// <summary>Says that the pipeline is to be audited.</summary>
    public static void Want(IRagBuilder builder)
    {
        if (!builder.Services.Any(s => s.ServiceType == typeof(AuditWanted) && Equals(s.ServiceKey, builder.Name))) builder.Services.AddKeyedSingleton(builder.Name, new AuditWanted());
    }

    private static AuditTrail TrailOf(IServiceProvider services, string name) => services.GetRequiredKeyedService<AuditTrail>(name);

    private static AuditKey KeyOf(IServiceProvider services, string name)
    {
        var options = services.GetOptions<AuditOptions>(name);
        var path = options.KeyFile.Length > 0 ? options.KeyFile : Path.Combine(services.GetOptions<RagOptions>(name).StateDirectory, "audit.key");
        return new(options.Key, path);
    }

    private sealed class AuditWanted;
}
