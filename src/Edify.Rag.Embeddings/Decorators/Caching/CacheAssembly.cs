using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Puts a cache together as its options say.</summary>
internal static class CacheAssembly
{
    private const string Category = "Edify.Rag.Embeddings";
    private const int MaxFolderName = 80;

    /// <exception cref="RagConfigurationException">Vectors would outlive the process and nobody tells of which model they are, or a part is missing.</exception>
    public static CachingEmbeddingGenerator Create(
        IEmbeddingGenerator<string, Embedding<float>> inner, EmbeddingCacheOptions options, IDistributedCache? distributed, ILoggerFactory loggers, TimeProvider time)
    {
        var identity = IdentityOf(inner, options, distributed);
        if (options.Distributed && distributed is null)
            throw new RagConfigurationException("EmbeddingCacheOptions.Distributed is on and the host has no IDistributedCache; add one to its services, or switch it off.");

        var logger = loggers.CreateLogger(Category);
        var tiers = new List<IVectorTier>();
        if (options.MemoryBytes > 0) tiers.Add(new MemoryTier(options.MemoryBytes));
        if (options.Directory.Length > 0) tiers.Add(new DiskTier(Path.Combine(options.Directory, FolderOf(identity)), options.DiskBytes, logger, time));
        if (distributed is not null) tiers.Add(new DistributedTier(distributed, options.DistributedLifetime, options.DistributedTimeout, time));
        return new(inner, identity, new([.. tiers.Select(t => new GuardedTier(t, logger, time))]));
    }

    private static string IdentityOf(IEmbeddingGenerator<string, Embedding<float>> inner, EmbeddingCacheOptions options, IDistributedCache? distributed)
    {
        var embedder = new DecoratedEmbedder(inner);
        if (options.Model.Length > 0) return $"{embedder.Provider}/{options.Model}/{embedder.Dimensions}";
        if (embedder.Identity is { } identity) return identity;

        // In memory nothing but this embedder's own vectors is found.
        if (options.Directory.Length == 0 && distributed is null) return embedder.Provider;
        throw new RagConfigurationException(
            "The embedder does not tell its model, so that vectors of another model could be taken for its own; name it in EmbeddingCacheOptions.Model.");
    }

    // Readable, and no other identity's.
    private static string FolderOf(string identity)
    {
        var readable = string.Concat(identity.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).Trim('.', '-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(identity.AsSpan())).AsSpan(0, 6));
        return $"{readable[..Math.Min(readable.Length, MaxFolderName)]}-{hash}";
    }
}
