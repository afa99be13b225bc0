using System.Text.Json;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>The published description of a version's REST API, which requests and answers are compared with.</summary>
public sealed class QdrantOpenApi
{
    private readonly SchemaChecker _schemas;
    private readonly List<Operation> _operations = [];

    private QdrantOpenApi(JsonElement document)
    {
        _schemas = new(document);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject()) _operations.Add(new(method.Name.ToUpperInvariant(), path.Name.Split('/'), method.Value));
        }
    }

    /// <summary>Reads the document of a version.</summary>
    /// <param name="folder">Where the documents lie: <c>openapi-v1.19.x.json</c> and others.</param>
    /// <param name="version">Like 1.19.0; its last number does not matter.</param>
    public static QdrantOpenApi Load(string folder, string version)
    {
        var minor = string.Join('.', version.Split('.').Take(2));
        return new(JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, $"openapi-v{minor}.x.json"))));
    }

    /// <summary>What of a request and its answer is not as described, each with a JSON pointer to it; nothing when all is.</summary>
    public IReadOnlyList<string> Check(QdrantExchange exchange)
    {
        var (path, query) = exchange.Target.Split('?', 2) is [var before, var behind] ? (before, behind) : (exchange.Target, "");
        var parts = path.Split('/');
        if (Find(exchange.Method, parts) is not { } operation) return [$"{exchange}: there is no such operation"];

        var wrong = RequestChecks.Parameters(_schemas, operation.Definition, operation.Named(parts), query)
            .Concat(RequestChecks.Body(_schemas, operation.Definition, exchange))
            .Concat(ResponseChecks.Body(_schemas, operation.Definition, exchange));
        return [.. wrong.Select(w => $"{exchange}: {w}")];
    }

    /// <summary>Whether there is an operation for such a request.</summary>
    internal bool Describes(string method, string path) => Find(method, path.Split('/')) is not null;

    // A path that is written out wins over one with a name in its place.
    private Operation? Find(string method, string[] parts) => _operations.Where(o => o.Fits(method, parts)).MinBy(o => o.Parameters);

    private sealed record Operation(string Method, string[] Template, JsonElement Definition)
    {
        public int Parameters { get; } = Template.Count(IsName);

        public bool Fits(string method, string[] parts) =>
            method == Method && parts.Length == Template.Length && Template.Zip(parts).All(p => p.First == p.Second || (IsName(p.First) && p.Second.Length > 0));

        public Dictionary<string, string> Named(string[] parts) =>
            Template.Zip(parts).Where(p => IsName(p.First)).ToDictionary(p => p.First[1..^1], p => Uri.UnescapeDataString(p.Second));

        private static bool IsName(string part) => part.StartsWith('{');
    }
}
