using Edify.Rag.Hosting.Embedding;
using Edify.Rag.Hosting.Retrieval;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Composition;

/// <summary>The steps of retrieval, in their order: search, check, distinct, rerank, diversify, neighbours, check.</summary>
internal static class RetrievalAssembly
{
    public static void Add(RagBuilder builder)
    {
        var name = builder.Name;
        if (!builder.Has<IRetriever>()) builder.Use<IRetriever>("hybrid", sp => Search(sp, name));

        // Before any step that compares, or that is somebody else's service: none reads what the scope does not admit.
        builder.Decorate<IRetriever>("scope check", Checked);
        builder.Decorate<IRetriever>("distinct", (inner, sp) => new DistinctRetriever(inner, Options(sp, name), sp.GetTime()));
        if (builder.Has<IReranker>())
        {
            builder.Decorate<IRetriever>("reranking", (inner, sp) => new RerankedRetriever(
                inner, sp.GetRag<IReranker>(name), Options(sp, name), sp.GetTime(), sp.GetLogger<RerankedRetriever>()));
        }

        builder.Decorate<IRetriever>("variety", (inner, sp) => new DiverseRetriever(inner, Options(sp, name), sp.GetTime()));
        builder.Decorate<IRetriever>("neighbours", (inner, sp) => new NeighbourRetriever(
            inner, new(sp.GetRag<IVectorStore>(name), CollectionOf(sp, name)), Options(sp, name), sp.GetTime(), sp.GetLogger<NeighbourRetriever>()));

        // Outermost: what steps before it brought from elsewhere is withheld as well.
        builder.Decorate<IRetriever>("scope check", Checked);
    }

    /// <summary>What finds the passages for an answer.</summary>
    public static PlannedRetrieval Planned(IServiceProvider sp, string name) => new(sp.GetRag<IRetriever>(name), sp.FindLanguageModel(name) is not null, Options(sp, name));

    private static Func<RetrievalOptions> Options(IServiceProvider services, string name) => services.Live<RetrievalOptions>(name);

    private static HybridRetriever Search(IServiceProvider sp, string name)
    {
        var (store, collection) = (sp.GetRag<IVectorStore>(name), CollectionOf(sp, name));
        var embedder = new QuestionEmbedder(store, sp.GetRequiredKeyedService<Embedder>(name), collection, sp.GetLogger<QuestionEmbedder>());
        var legs = new LegSearch(store, embedder, collection, sp.GetTime(), sp.GetLogger<HybridRetriever>());
        return new(legs, embedder, Options(sp, name), sp.GetTime());
    }

    private static ScopeCheckedRetriever Checked(IRetriever inner, IServiceProvider sp) => new(inner, sp.GetLogger<ScopeCheckedRetriever>());

    private static string CollectionOf(IServiceProvider sp, string name) => sp.GetOptions<RagOptions>(name).Collection;
}
