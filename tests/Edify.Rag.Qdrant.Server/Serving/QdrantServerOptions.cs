using System.Security.Cryptography.X509Certificates;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>How the double is set up.</summary>
public sealed record QdrantServerOptions
{
    /// <summary>The version that it plays: what older ones do not know it does not know, what newer ones dropped is gone.</summary>
    public string Version { get; init; } = "1.19.0";

    /// <summary>The key that every call must bring; none is asked for without it.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A key that lets read only.</summary>
    public string? ReadOnlyApiKey { get; init; }

    /// <summary>Serves HTTPS with it, instead of HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The greatest body that it takes.</summary>
    public int MaxRequestBytes { get; init; } = 32 << 20;

    /// <summary>Keeps every request with its answer in <see cref="QdrantServer.Exchanges"/>.</summary>
    public bool KeepsExchanges { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
