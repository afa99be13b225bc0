using Edify.Rag.Hosting.Access;
using Edify.Rag.Hosting.Answers;
using Edify.Rag.Hosting.Caching;
using Edify.Rag.Hosting.Collections;
using Edify.Rag.Hosting.Conversations;
using Edify.Rag.Hosting.Diagnostics;
using Edify.Rag.Hosting.Embedding;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Research;
using Edify.Rag.Hosting.Retrieval;
using Edify.Rag.Hosting.Startup;
using Edify.Rag.Hosting.Tenants;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Completes a pipeline: defaults where nothing was chosen, then the two flows over what was.</summary>
internal static class RagAssembly
{
    /// <summary>What holds before any choice: shared options, and embedded parts that live in the state directory.</summary>
    public static void Begin(RagBuilder builder)
    {
        builder.AddValidatedOptions<RagOptions, RagOptionsValidator>(null);
        builder.AddValidatedOptions<IngestionOptions, IngestionOptionsValidator>(null);
        builder.ConfigureReading();
        builder.AddValidatedOptions<RetrievalOptions, RetrievalOptionsValidator>(null);
        builder.AddValidatedOptions<ConversationOptions, ConversationOptionsValidator>(null);
        builder.AddValidatedOptions<AnswerCacheOptions, AnswerCacheOptionsValidator>(null);
        builder.AddValidatedOptions<ResearchOptions, ResearchOptionsValidator>(null);
        builder.AddValidatedOptions<StartupCheckOptions, StartupCheckOptionsValidator>(null);
        builder.Services.AddOptions<EmbeddedVectorStoreOptions>(builder.Name).Configure<IServiceProvider>(
            (vectors, sp) => vectors.Directory = Path.Combine(sp.GetOptions<RagOptions>(builder.Name).StateDirectory, "vectors"));
        builder.Services.AddOptions<EmbeddingCacheOptions>(builder.Name).Configure<IServiceProvider>(
            (cache, sp) => cache.Directory = Path.Combine(sp.GetOptions<RagOptions>(builder.Name).StateDirectory, "embeddings"));
        builder.Services.AddOptions<DocumentInspectionOptions>(builder.Name).Configure<IServiceProvider>(
            (inspection, sp) => inspection.TakeFrom(() => sp.GetOptions<IngestionOptions>(builder.Name)));

        AccessAssembly.Begin(builder);

        // Innermost: they tell of what the embedder does, and not of what a cache spares it.
        builder.WithEmbeddingTelemetry().WithEmbeddingLogging().WithVectorTelemetry();
    }

    /// <summary>Fills the stages that are still open, adds the flows, and locks the builder.</summary>
    public static void Complete(RagBuilder builder)
    {
        AddDefaults(builder);
        AddFlows(builder);
        builder.Services.AddKeyedSingleton(builder.Name, builder.Seal());
    }

    private static void AddDefaults(RagBuilder builder)
    {
        if (!builder.Has<IBlobSource>()) builder.UseFolder();
        if (!builder.Has<IMetadataExtractor>()) builder.UsePathTemplates();
        if (!builder.Has<IDocumentReader>()) builder.UseDocumentReaders();
        if (!builder.Has<IChunker>()) builder.UseRecursiveChunker();
        if (!builder.Has<IDocumentInspector>()) builder.UseDocumentInspection();
        if (!builder.Has<IEmbeddingGenerator<string, Embedding<float>>>()) builder.UseHashingEmbeddings();
        if (!builder.Has<IVectorStore>()) builder.UseEmbeddedVectors();
        var keepsConversations = builder.Has<IConversationStore>();
        if (!builder.Has<IIngestionLedger>()) builder.UseEmbeddedLedger();
        if (!keepsConversations) builder.UseEmbeddedConversations();
        if (!builder.Has<IAccessPolicy>()) builder.UseSchoolRoles();
        builder.Decorate<IAccessPolicy>("fail closed", (inner, sp) => new FailClosedAccessPolicy(inner, sp.GetLogger<FailClosedAccessPolicy>()));
        if (!builder.Has<IQuestionAnalyzer>()) builder.UseQuestionUnderstanding();
        if (!builder.Has<IContextBuilder>()) builder.UseContextBudget();
        if (!builder.Has<IPromptBuilder>()) builder.UsePrompts();
        if (!builder.Has<IChatClient>()) builder.UseExtractiveAnswers();
        builder.UseExtractiveFallback();
        if (!builder.Has<ICitationVerifier>()) builder.UseCitationChecks();
    }

    private static void AddFlows(RagBuilder builder)
    {
        var name = builder.Name;
        builder.Services.AddKeyedSingleton(name, (sp, _) => new Embedder(sp.GetRag<IEmbeddingGenerator<string, Embedding<float>>>(name)));
        builder.Services.AddKeyedSingleton(name, (sp, _) => Parts(sp, name));
        builder.Services.AddKeyedSingleton(name, (sp, _) => Fit(sp, name));
        builder.Services.AddSingleton<IHostedService>(sp => new StartupChecks(
            name, () => sp.GetRequiredKeyedService<StoreFit>(name), sp.GetOptions<StartupCheckOptions>(name), sp.GetTime()));
        builder.Use<IIngestionPipeline>("bounded", sp =>
            new IngestionPipeline(sp.GetRequiredKeyedService<IngestionParts>(name), sp.GetLogger<IngestionPipeline>()));
        builder.Services.AddKeyedSingleton<ICollectionMaintenance>(
            name, (sp, _) => new CollectionMaintenance(sp.GetRequiredKeyedService<IngestionParts>(name), sp.GetLogger<CollectionMaintenance>()));
        if (name == RagServices.DefaultName) builder.Services.TryAddSingleton(sp => sp.GetRag<ICollectionMaintenance>());
        var reranks = builder.Has<IReranker>();
        RetrievalAssembly.Add(builder);
        AddConversations(builder);
        AccessAssembly.AddTo(builder.Services, name);
        AnswerCacheAssembly.AddTo(builder.Services, name);
        if (name == RagServices.DefaultName) builder.Services.TryAddSingleton(sp => sp.GetRag<IAnswerCache>());
        builder.Use<IRagAssistant>("question flow", sp => Assistant(sp, name));
        builder.Use<IResearch>("planned questions", sp => ResearchAssembly.Create(sp, name, sp.FindLanguageModel(name)));
        TenantSettings.DecorateAnswers(builder);
        builder.Use<IRagDoctor>("doctor", sp => new RagDoctor(
            sp.GetRequiredKeyedService<RagDescription>(name),
            sp.GetRequiredKeyedService<IngestionParts>(name),
            sp.GetRequiredKeyedService<StoreFit>(name),
            sp.GetRag<IChatClient>(name),
            sp.GetKeyedService<IOcrEngine>(name),
            reranks ? () => sp.GetRag<IReranker>(name) : null));
    }

    private static IngestionParts Parts(IServiceProvider sp, string name) => new(
        sp.GetRag<IBlobSource>(name),
        sp.GetRag<IMetadataExtractor>(name),
        sp.GetRagAll<IDocumentReader>(name),
        sp.GetRag<IChunker>(name),
        sp.GetRequiredKeyedService<Embedder>(name),
        sp.GetRag<IVectorStore>(name),
        sp.GetRag<IIngestionLedger>(name),
        sp.GetOptions<IngestionOptions>(name),
        sp.GetOptions<RangedReadOptions>(name),
        sp.GetOptions<RagOptions>(name).Collection,
        sp.GetOptions<RagOptions>(name).Tenant,
        sp.GetTime()) { AccessFields = PolicyNeeds.Of(sp.GetRag<IAccessPolicy>(name)).Fields };

    private static StoreFit Fit(IServiceProvider sp, string name) => new(
        sp.GetRag<IVectorStore>(name), sp.GetRequiredKeyedService<Embedder>(name), PolicyNeeds.Of(sp.GetRag<IAccessPolicy>(name)), sp.GetOptions<RagOptions>(name).Collection);

    private static void AddConversations(RagBuilder builder)
    {
        var name = builder.Name;
        builder.Services.AddKeyedSingleton(name, (sp, _) => new ConversationSummaries(
            sp.GetRag<IConversationStore>(name), new(sp.FindLanguageModel(name), sp.GetLogger<ConversationSummarizer>()), sp.GetTime(), sp.GetLogger<ConversationSummaries>()));
        builder.Services.AddKeyedSingleton(name, (sp, _) => new ConversationMemory(
            sp.GetRag<IConversationStore>(name),
            sp.GetRequiredKeyedService<ConversationSummaries>(name),
            sp.GetKeyedService<ITextTokenizer>(name),
            sp.GetTime(),
            sp.GetLogger<ConversationMemory>()));
        builder.Services.AddSingleton<IHostedService>(sp => new ConversationRetention(
            name, () => sp.GetRag<IConversationStore>(name), sp.GetRequiredService<IOptionsMonitor<ConversationOptions>>(), sp.GetTime(), sp.GetLogger<ConversationRetention>()));
    }

    private static RagAssistant Assistant(IServiceProvider sp, string name)
    {
        var writer = new AnswerWriter(
            sp.GetRag<IPromptBuilder>(name),
            sp.GetRag<IChatClient>(name),
            sp.GetRag<IChatClient>(RagServices.FallbackOf(name)),
            sp.GetRag<ICitationVerifier>(name),
            sp.GetLogger<AnswerWriter>());
        return new(
            sp.GetRag<IAccessPolicy>(name),
            sp.GetRequiredKeyedService<ConversationMemory>(name),
            sp.GetRag<IQuestionAnalyzer>(name),
            sp.GetRequiredKeyedService<AnswerServing>(name),
            RetrievalAssembly.Planned(sp, name),
            sp.GetRag<IContextBuilder>(name),
            writer,
            new AnswerSettings(sp, name),
            sp.GetTime());
    }
}
