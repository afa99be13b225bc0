using System.Text.Json;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>Learns once which version the server has.</summary>
internal sealed class ServerVersion(QdrantCalls calls)
{
    /// <summary>The oldest that is served.</summary>
    private static readonly Version Oldest = new(1, 15);

    /// <summary>From here on the constant of rank fusion can be chosen, and counting has a consistency.</summary>
    private static readonly Version Newer = new(1, 16);

    private volatile Version? _known;

    /// <summary>The version.</summary>
    /// <exception cref="QdrantFault">The server is too old, or what answers is no Qdrant.</exception>
    public async ValueTask<Version> NeedAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known) return known;
        var text = await calls.SendAsync(QdrantRequest.Get("/"), Read, cancellationToken).ConfigureAwait(false);
        if (!Version.TryParse(text.Split('-', '+')[0], out var found))
            throw new QdrantFault($"What answers at {calls.Place} tells no version as Qdrant does; check the Endpoint.", isTransient: false);
        if (found < Oldest)
            throw new QdrantFault($"Qdrant at {calls.Place} has version {found}; {Oldest} or newer is needed. Upgrade it, one minor version at a time.", isTransient: false);
        return _known = found;
    }

    /// <summary>Whether the constant of rank fusion can be chosen, and counting has a consistency: 1.16.</summary>
    public static bool IsNewer(Version version) => version >= Newer;

    private static string Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("version").GetString() ?? string.Empty;
    }
}
