using System.Globalization;
using System.Text.Json;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>Compares what comes back with what an operation answers.</summary>
internal static class ResponseChecks
{
    private const string Json = "application/json";

    public static IEnumerable<string> Body(SchemaChecker schemas, JsonElement operation, QdrantExchange exchange)
    {
        var responses = operation.GetProperty("responses");
        var status = exchange.Status.ToString(CultureInfo.InvariantCulture);
        if (!responses.TryGetProperty(status, out var response) && !responses.TryGetProperty($"{status[0]}XX", out response) && !responses.TryGetProperty("default", out response))
        {
            return [$"no answer with the status {status} is described"];
        }

        if (!response.TryGetProperty("content", out var contents)) return [];
        // Who is not let in hears so in plain text, which the documents do not say.
        if (exchange.Status is 401 or 403 && exchange.ContentType == "text/plain") return [];
        if (!contents.TryGetProperty(exchange.ContentType, out var content)) return [$"the answer is of the type '{exchange.ContentType}', which is not described"];
        if (exchange.ContentType != Json) return [];
        try
        {
            return schemas.Check(content.GetProperty("schema"), JsonElement.Parse(exchange.ResponseBody.Span)).Select(f => $"answer: {f}");
        }
        catch (JsonException e)
        {
            return [$"the answer is no JSON: {e.Message}"];
        }
    }
}
