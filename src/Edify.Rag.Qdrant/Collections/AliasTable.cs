using System.Text.Json;
using Edify.Rag.Qdrant.Connection;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>The server's aliases.</summary>
internal sealed class AliasTable(QdrantCalls calls)
{
    private static readonly QdrantRequest List = QdrantRequest.Get("/aliases");

    public Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken) => calls.SendAsync(List, Read, cancellationToken);

    /// <summary>Lets an alias stand for a collection, whatever it stood for; in one step.</summary>
    public Task SetAsync(string alias, string collection, bool isThere, CancellationToken cancellationToken) => ChangeAsync(json =>
    {
        if (isThere) Delete(json, alias);
        json.WriteStartObject();
        json.WriteStartObject("create_alias");
        json.WriteString("collection_name", collection);
        json.WriteString("alias_name", alias);
        json.WriteEndObject();
        json.WriteEndObject();
    }, cancellationToken);

    public Task RemoveAsync(string alias, CancellationToken cancellationToken) => ChangeAsync(json => Delete(json, alias), cancellationToken);

    private Task<bool> ChangeAsync(Action<Utf8JsonWriter> actions, CancellationToken cancellationToken)
    {
        var request = QdrantRequest.Post("/collections/aliases", json =>
        {
            json.WriteStartArray("actions");
            actions(json);
            json.WriteEndArray();
        });
        return calls.SendAsync(request, Answers.Any, cancellationToken);
    }

    private static void Delete(Utf8JsonWriter json, string alias)
    {
        json.WriteStartObject();
        json.WriteStartObject("delete_alias");
        json.WriteString("alias_name", alias);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IReadOnlyDictionary<string, string> Read(ReadOnlyMemory<byte> body) => Answers.Result(result => result.GetProperty("aliases").EnumerateArray()
        .ToDictionary(a => a.GetProperty("alias_name").GetString()!, a => a.GetProperty("collection_name").GetString()!, StringComparer.Ordinal))(body);
}
