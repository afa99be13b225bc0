using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Filters;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>A request on its way to what answers it.</summary>
internal sealed class QdrantCall(QdrantData data, ServerVersion version, TimeProvider time, QueryString query, string[] names, Lazy<JsonElement> body)
{
    public QdrantData Data { get; } = data;

    public ServerVersion Version { get; } = version;

    public TimeProvider Time { get; } = time;

    public QueryString Query { get; } = query;

    public JsonElement Body => body.Value;

    public FilterParser Filters { get; } = new(version);

    /// <summary>The first name in the path: that of a collection.</summary>
    public string Collection => names[0];

    /// <summary>The second name in the path: of a point, a field, a snapshot.</summary>
    public string Item => names[1];

    /// <summary>Changes a collection: at once when the request waits, else behind the next question.</summary>
    public Answer Change(Action<QdrantCollection, long> change)
    {
        var isWaiting = Query.Flag("wait") ?? false;
        Query.OneOf("ordering", "weak", "medium", "strong");
        Query.AtLeast("timeout", 1);
        if (isWaiting)
        {
            return Updated(Data.Write(() =>
            {
                var collection = Data[Collection];
                var number = collection.NextOperation();
                change(collection, number);
                return number;
            }), "completed");
        }

        var taken = Data.Write(() => (Collection: Data[Collection], Number: Data[Collection].NextOperation()));
        Data.WriteLater(() => change(taken.Collection, taken.Number));
        return Updated(taken.Number, "acknowledged");
    }

    /// <summary>Answers from a collection.</summary>
    public Answer Ask(Func<QdrantCollection, Action<Utf8JsonWriter>> ask)
    {
        Query.AtLeast("timeout", 1);
        return Answer.Ok(Data.Read(() => ask(Data[Collection])));
    }

    private static Answer Updated(long number, string status) => Answer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("operation_id", number);
        writer.WriteString("status", status);
        writer.WriteEndObject();
    });
}
