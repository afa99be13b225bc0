using System.Text;
using System.Text.Json;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Tests.Serving;

/// <summary>Sends requests to a double as they are written.</summary>
internal sealed class TestClient(QdrantServer server, HttpMessageHandler? handler = null, string? apiKey = null) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler()) { BaseAddress = server.Address };

    public async Task<HttpResponseMessage> SendAsync(string method, string target, string? body = null)
    {
        using var request = new HttpRequestMessage(new(method), target);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (apiKey is not null) request.Headers.Add("api-key", apiKey);
        return await _http.SendAsync(request);
    }

    /// <summary>The answer's status and JSON.</summary>
    public async Task<(int Status, JsonElement Json)> CallAsync(string method, string target, string? body = null)
    {
        using var response = await SendAsync(method, target, body);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>What comes of a call that succeeds.</summary>
    public async Task<JsonElement> ResultAsync(string method, string target, string? body = null)
    {
        var (status, json) = await CallAsync(method, target, body);
        Assert.True(status == 200, json.ToString());
        return json.GetProperty("result");
    }

    /// <summary>What a call fails with.</summary>
    public async Task<(int Status, string Error)> FailAsync(string method, string target, string? body = null)
    {
        var (status, json) = await CallAsync(method, target, body);
        return (status, json.GetProperty("status").GetProperty("error").GetString()!);
    }

    /// <summary>The ids of the points that meet a filter.</summary>
    public async Task<string[]> IdsAsync(string filter)
    {
        var result = await ResultAsync("POST", "collections/c/points/scroll", $$"""{"limit":1000,"with_payload":false,"filter":{{filter}}}""");
        return [.. result.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("id").ToString())];
    }

    public void Dispose() => _http.Dispose();
}
