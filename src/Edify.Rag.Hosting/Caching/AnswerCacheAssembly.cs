using Edify.Rag.Hosting.Embedding;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Puts the answer cache of a pipeline together.</summary>
internal static class AnswerCacheAssembly
{
    public static void AddTo(IServiceCollection services, string name)
    {
        services.AddKeyedSingleton(name, (sp, _) => Tiers(sp, name));
        services.AddKeyedSingleton(name, (sp, _) => new StampHolder());
        services.AddKeyedSingleton(name, (sp, _) => Cache(sp, name));
        services.AddKeyedSingleton<IAnswerCache>(name, (sp, _) => sp.GetRequiredKeyedService<AnswerCache>(name));
        services.AddKeyedSingleton(name, (sp, _) => new AnswerServing(sp.GetRequiredKeyedService<AnswerCache>(name)));
    }

    /// <summary>The stamps of the pipeline's writes, made with its store.</summary>
    public static WriteStamps StampsOf(IServiceProvider services, string name, IVectorStore store) =>
        services.GetRequiredKeyedService<StampHolder>(name).GetOrMake(() => new(
            ContentVersion.PlaceOf(store, services.GetOptions<RagOptions>(name).Collection),
            services.GetRequiredKeyedService<CacheTiers>(name),
            Logger(services)));

    private static AnswerCache Cache(IServiceProvider services, string name)
    {
        var store = services.GetRag<IVectorStore>(name);
        var collection = services.GetOptions<RagOptions>(name).Collection;
        var tiers = services.GetRequiredKeyedService<CacheTiers>(name);
        return new(
            tiers,
            new ClearedTenants(tiers),
            new SimilarQuestions(tiers, services.GetRequiredKeyedService<Embedder>(name)),
            new ContentVersion(store, collection, StampsOf(services, name, store)),
            ContentVersion.PlaceOf(store, collection),
            services.GetRag<IPromptBuilder>(name),
            services.GetRag<IChatClient>(name),
            services.GetTime(),
            Logger(services));
    }

    private static CacheTiers Tiers(IServiceProvider services, string name)
    {
        var options = services.Live<AnswerCacheOptions>(name);
        var distributed = services.GetService<IDistributedCache>();
        if (distributed is null && options().Distributed)
            throw new RagConfigurationException("AnswerCacheOptions.Distributed is on and the host has no IDistributedCache; add one to its services, or switch it off.");
        return new(distributed, options, Logger(services), services.GetTime());
    }

    private static ILogger<AnswerCache> Logger(IServiceProvider services) => services.GetLogger<AnswerCache>();

    /// <summary>Holds the stamps, which the store's decorator and the cache share.</summary>
    internal sealed class StampHolder
    {
        private readonly Lock _lock = new();
        private WriteStamps? _stamps;

        public WriteStamps GetOrMake(Func<WriteStamps> make)
        {
            lock (_lock) return _stamps ??= make();
        }
    }
}
