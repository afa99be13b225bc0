using Microsoft.AspNetCore.Http;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>Who is let in. What refuses answers in plain text, not in JSON.</summary>
internal sealed class ApiKeys(QdrantServerOptions options)
{
    private static readonly string[] Open = ["/", "/healthz", "/livez", "/readyz"];
    private static readonly string[] ReadingPosts = ["points", "scroll", "count", "query", "batch", "search", "facet"];

    /// <summary>The refusal; <see langword="null"/> for who may pass.</summary>
    public Answer? Refuse(HttpRequest request, string path)
    {
        if ((options.ApiKey ?? options.ReadOnlyApiKey) is null || Open.Contains(path)) return null;
        var key = Key(request);
        if (key is null) return Answer.Text(401, "Must provide an API key or an Authorization bearer token");
        if (key == options.ApiKey) return null;
        if (key != options.ReadOnlyApiKey) return Answer.Text(401, "Invalid API key or JWT");
        return IsReading(request.Method, path) ? null : Answer.Failed(403, "Forbidden: Global manage access is required");
    }

    private static string? Key(HttpRequest request)
    {
        if (request.Headers.TryGetValue("api-key", out var key)) return key.ToString();
        return request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : null;
    }

    private static bool IsReading(string method, string path) =>
        method == "GET" || (method == "POST" && ReadingPosts.Contains(path.Split('/')[^1]) && !path.EndsWith("points/batch", StringComparison.Ordinal));
}
