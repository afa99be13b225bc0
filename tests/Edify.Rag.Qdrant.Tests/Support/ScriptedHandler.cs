using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Edify.Rag.Qdrant.Tests.Support;

/// <summary>Answers requests from a script, and keeps them.</summary>
/// <param name="answer">The answer to the request of a number, from 1.</param>
internal sealed class ScriptedHandler(Func<int, HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _requests = new();
    private int _count;

    /// <summary>Method, path, key and body of each request.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Version(string version = "1.19.0") => Json($$"""{"title":"qdrant - vector search engine","version":"{{version}}"}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty;
        var key = request.Headers.TryGetValues("api-key", out var keys) ? $" [{string.Join(',', keys)}]" : string.Empty;
        _requests.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}{key} {body}".TrimEnd());
        return answer(Interlocked.Increment(ref _count), request);
    }
}
