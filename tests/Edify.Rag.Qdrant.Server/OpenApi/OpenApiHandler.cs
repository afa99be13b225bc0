using System.Collections.Concurrent;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>Stands between a client and a server and compares all that passes with a version's description; what is not as described fails the request.</summary>
public sealed class OpenApiHandler(QdrantOpenApi description, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>What was not as described, also where a client caught the error.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>How many requests passed.</summary>
    public int Checked => _checked;

    private int _checked;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var received = await response.Content.ReadAsByteArrayAsync(cancellationToken);

        var exchange = new QdrantExchange(
            request.Method.Method, request.RequestUri!.PathAndQuery, sent, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", received);
        Interlocked.Increment(ref _checked);
        var wrong = description.Check(exchange);
        if (wrong.Count == 0) return response;

        foreach (var violation in wrong) Violations.Enqueue(violation);
        response.Dispose();
        throw new InvalidOperationException($"Not as Qdrant's API is described: {string.Join("; ", wrong)}");
    }
}
