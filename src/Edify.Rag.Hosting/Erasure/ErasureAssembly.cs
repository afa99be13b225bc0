using Edify.Rag.Hosting.Composition;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>Puts the erasure of a pipeline together: its own parts, then those that others have added.</summary>
internal static class ErasureAssembly
{
    public static void Add(RagBuilder builder)
    {
        var name = builder.Name;
        builder.Services.AddKeyedSingleton(name, (sp, _) => new ErasureCollections(sp.GetRag<IVectorStore>(name), sp.GetOptions<RagOptions>(name).Collection));
        builder.Services.AddKeyedSingleton(name, (sp, _) => new SourceFiles(sp.GetRag<IBlobSource>(name), sp.GetKeyedService<IBlobStore>(name)));

        // Files first, so that no ingestion brings back what is erased after them; conversations while the documents that they cite are known.
        builder.Add<IErasable>("files", sp => new ErasableFiles(sp.GetRequiredKeyedService<SourceFiles>(name)));
        builder.Add<IErasable>("records", sp => new ErasableStore(sp.GetRag<IVectorStore>(name), sp.GetRequiredKeyedService<ErasureCollections>(name)));
        builder.Add<IErasable>("ledger", sp => new ErasableLedger(sp.GetRag<IIngestionLedger>(name)));
        builder.Add<IErasable>("answer cache", sp => new ErasableAnswers(sp.GetRequiredKeyedService<IAnswerCache>(name)));
        builder.Add<IErasable>("embedding cache", sp => new ErasableEmbeddings(sp.GetRag<IEmbeddingGenerator<string, Embedding<float>>>(name)));
        builder.Add<IErasable>("conversations", sp => new ErasableConversations(sp.GetRag<IConversationStore>(name)));
        builder.Add<IErasable>("tasks", sp => new ErasableTasks(sp.GetRag<IRagTaskStore>(name)));
        builder.Add<IErasable>("access rules", sp => new ErasableRules(sp.GetRag<IAccessRules>(name), sp.GetRag<IAccessRuleStore>(name)));
        builder.Add<IErasable>("usage", sp => new ErasableUsage(sp.GetRag<IUsageMeter>(name)));
        builder.Add<IErasable>("audited questions", sp => new ErasableQuestions(sp.GetRag<IAuditLog>(name)));
        builder.Use<IErasure>("all parts", sp => Create(sp, name));
        builder.Services.AddSingleton<IHostedService>(sp => new ErasureResumption(PendingOf(sp, name), () => sp.GetRag<IErasure>(name), sp.GetTime(), sp.GetLogger<ErasureResumption>()));
    }

    private static PipelineErasure Create(IServiceProvider services, string name) => new(
        new ErasedDocuments(services.GetRequiredKeyedService<IngestionParts>(name), services.GetRequiredKeyedService<ErasureCollections>(name)),
        PendingOf(services, name),
        services.GetRagAll<IErasable>(name),
        services.GetRequiredKeyedService<SourceFiles>(name),
        services.GetRag<IAuditLog>(name),
        services.GetTime(),
        services.GetLogger<PipelineErasure>());

    private static PendingErasures PendingOf(IServiceProvider services, string name) => new(Path.Combine(services.GetOptions<RagOptions>(name).StateDirectory, "erasures"));
}
