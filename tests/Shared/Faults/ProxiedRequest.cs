namespace Edify.Rag.Tests.Shared;

/// <summary>A request that came to the proxy, or a connection where it knows no requests.</summary>
/// <param name="Number">The how-manieth it is, from 1.</param>
/// <param name="Connection">The how-manieth connection it came on, from 1.</param>
/// <param name="Head">The HTTP head; <see langword="null"/> where there are no requests.</param>
internal sealed record ProxiedRequest(int Number, int Connection, HttpHead? Head)
{
    /// <summary><c>GET</c> and the like; empty where there are no requests.</summary>
    public string Method => Head?.Method ?? string.Empty;

    /// <summary>Path and query as the client wrote them; empty where there are no requests.</summary>
    public string Target => Head?.Target ?? string.Empty;

    /// <summary>A header; <see langword="null"/> when the request has none of the name.</summary>
    public string? Header(string name) => Head?.Header(name);
}
