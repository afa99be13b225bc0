using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Privacy.LocalOnly;

/// <summary>Where the parts of a pipeline that see texts have them handled.</summary>
internal static class PartPlaces
{
    // Parts of these stages without an address: what runs within the process goes by these names.
    private static readonly string[] InProcess = ["embedded", "memory", "folder", "onnx", "tesseract", "hybrid", "in memory"];

    private static readonly string[] Stages =
    [
        nameof(IIngestionLedger), nameof(IFencedIngestionLedger), nameof(IConversationStore), nameof(IJobQueue), nameof(IRetriever), nameof(IReranker), nameof(IOcrEngine),
        nameof(IUsageMeter), nameof(IAuditLog),
    ];

    public static IEnumerable<PartPlace> Of(IServiceProvider services, string name)
    {
        foreach (var model in Models(services, name)) yield return model;
        yield return new("the embedder", DescribedAs<IEmbeddingGenerator<string, Embedding<float>>>(services, name), PlaceOf.Embedder(services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>(name)));
        yield return Store(services, name);
        yield return Source(services, name);
        foreach (var stage in services.GetRequiredKeyedService<RagDescription>(name).Stages.Where(stage => Stages.Contains(stage.Contract, StringComparer.Ordinal)))
        {
            foreach (var provider in stage.Providers)
                yield return new(stage.Contract, provider, InProcess.Contains(provider, StringComparer.OrdinalIgnoreCase) ? DataLocation.InProcess : DataLocation.Unknown);
        }

        if (services.GetService<IDistributedCache>() is { } cache && cache is not MemoryDistributedCache && IsCacheUsed(services, name))
            yield return new("the cache that machines share", nameof(IDistributedCache), DataLocation.Unknown);
    }

    private static IEnumerable<PartPlace> Models(IServiceProvider services, string name)
    {
        var client = services.GetRag<IChatClient>(name);
        if (client.GetService(typeof(IModelGateway)) is IModelGateway gateway)
            return gateway.Models.Select(model => new PartPlace($"the language model '{model.Name}'", model.Name, model.Location));
        return [new("the language model", DescribedAs<IChatClient>(services, name), PlaceOf.Model(client))];
    }

    private static PartPlace Store(IServiceProvider services, string name)
    {
        var provider = DescribedAs<IVectorStore>(services, name);
        if (InProcess.Contains(provider, StringComparer.OrdinalIgnoreCase)) return new("the vector store", provider, DataLocation.InProcess);
        var host = (services.GetRag<IVectorStore>(name) as IVectorStoreDetails)?.Metadata.ServerAddress;
        return new("the vector store", provider, DataLocation.Unknown) { Host = host };
    }

    private static PartPlace Source(IServiceProvider services, string name)
    {
        var provider = DescribedAs<IBlobSource>(services, name);
        if (InProcess.Contains(provider, StringComparer.OrdinalIgnoreCase)) return new("the source of documents", provider, DataLocation.InProcess);

        // "azure:https://host/container" or "s3://host/bucket"; without a path it is Amazon's bucket, and no host.
        var location = services.GetRag<IBlobSource>(name).Location;
        var address = location.StartsWith("azure:", StringComparison.Ordinal) ? location["azure:".Length..] : location;
        var host = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath.Length > 1 ? uri.DnsSafeHost : null;
        return new("the source of documents", provider, DataLocation.Unknown) { Host = host };
    }

    private static bool IsCacheUsed(IServiceProvider services, string name) =>
        services.GetOptions<AnswerCacheOptions>(name).Distributed || services.GetOptions<EmbeddingCacheOptions>(name).Distributed;

    private static string DescribedAs<TService>(IServiceProvider services, string name)
    {
        var contract = typeof(TService).IsGenericType ? typeof(TService).Name[..typeof(TService).Name.IndexOf('`', StringComparison.Ordinal)] : typeof(TService).Name;
        return services.GetRequiredKeyedService<RagDescription>(name).Stages.FirstOrDefault(s => s.Contract.StartsWith(contract, StringComparison.Ordinal))?.Providers[0] ?? contract;
    }
}

/// <summary>A part and where it is.</summary>
/// <param name="Part">What it is, in words.</param>
/// <param name="Name">What the description calls it; by this it may be listed where it has no address.</param>
/// <param name="Location">Where it is.</param>
internal sealed record PartPlace(string Part, string Name, DataLocation Location)
{
    /// <summary>Its host, where that is all that is known.</summary>
    public string? Host { get; init; }

    public bool IsLocal(LocalNetwork network) =>
        network.IsLocal(Location) || (Host is { } host && network.IsLocal(host)) || (Host is null && Location.Address is null && network.IsLocal(Name));

    public override string ToString() => $"{Part} ({Name}) at {Host ?? Location.ToString()}";
}
