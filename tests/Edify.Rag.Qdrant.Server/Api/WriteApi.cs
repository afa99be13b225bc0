using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>Changes to points, each alone or in a batch.</summary>
internal static class WriteApi
{
    public static Answer Upsert(QdrantCall call) => call.Change(Upsert(call, call.Body));

    public static Answer Delete(QdrantCall call) => call.Change(Delete(call, call.Body));

    public static Answer UpdateVectors(QdrantCall call) => call.Change(UpdateVectors(call, call.Body));

    public static Answer DeleteVectors(QdrantCall call) => call.Change(DeleteVectors(call, call.Body));

    public static Answer SetPayload(QdrantCall call) => call.Change(SetPayload(call, call.Body));

    public static Answer OverwritePayload(QdrantCall call) => call.Change(OverwritePayload(call, call.Body));

    public static Answer DeletePayload(QdrantCall call) => call.Change(DeletePayload(call, call.Body));

    public static Answer ClearPayload(QdrantCall call) => call.Change(ClearPayload(call, call.Body));

    /// <summary>Does several changes in order, each with an answer of its own; one that fails ends the batch, and what was done stays.</summary>
    public static Answer Batch(QdrantCall call)
    {
        var changes = call.Body.Required("operations").Items().Select(operation => Operation(call, operation)).ToList();
        var answers = changes.Select(call.Change).ToList();
        return Answer.Ok(writer =>
        {
            writer.WriteStartArray();
            foreach (var answer in answers) JsonElement.Parse(answer.Body).GetProperty("result").WriteTo(writer);
            writer.WriteEndArray();
        });
    }

    private static Action<QdrantCollection, long> Operation(QdrantCall call, JsonElement operation)
    {
        foreach (var member in operation.Members())
        {
            switch (member.Name)
            {
                case "upsert": return Upsert(call, member.Value);
                case "delete": return Delete(call, member.Value);
                case "update_vectors": return UpdateVectors(call, member.Value);
                case "delete_vectors": return DeleteVectors(call, member.Value);
                case "set_payload": return SetPayload(call, member.Value);
                case "overwrite_payload": return OverwritePayload(call, member.Value);
                case "delete_payload": return DeletePayload(call, member.Value);
                case "clear_payload": return ClearPayload(call, member.Value);
            }
        }

        throw QdrantError.Format("data did not match any variant of untagged enum UpdateOperation");
    }

    private static Action<QdrantCollection, long> Upsert(QdrantCall call, JsonElement body)
    {
        var upsert = PointUpsert.Parse(body, call.Filters, call.Version);
        return upsert.Apply;
    }

    private static Action<QdrantCollection, long> Delete(QdrantCall call, JsonElement body)
    {
        var choice = PointChoice.ParseSelector(body, call.Filters);
        return (collection, _) => collection.Remove(Chosen(collection, choice));
    }

    private static Action<QdrantCollection, long> UpdateVectors(QdrantCall call, JsonElement body)
    {
        var changes = body.Required("points").Items().Select(p => (PointId.Parse(p.Required("id")), p.Required("vector"))).ToList();
        if (changes.Count == 0) throw QdrantError.Invalid("points: must be at least 1 item");
        return (collection, number) => PointChanges.SetVectors(collection, changes, number);
    }

    private static Action<QdrantCollection, long> DeleteVectors(QdrantCall call, JsonElement body)
    {
        var choice = PointChoice.Parse(body, call.Filters);
        string[] names = [.. body.Required("vector").Items().Select(n => n.Text())];
        if (names.Length == 0) throw QdrantError.Invalid("vector: must be at least 1 item");
        return (collection, number) => PointChanges.DeleteVectors(collection, Chosen(collection, choice), names, number);
    }

    private static Action<QdrantCollection, long> SetPayload(QdrantCall call, JsonElement body)
    {
        var at = body.Optional("key") is { } key ? FieldPath.Parse(key.Text()) : null;
        var values = Map(body.Required("payload"));
        return Edit(PointChoice.Parse(body, call.Filters), payload => PayloadEdit.Set(payload, values, at));
    }

    private static Action<QdrantCollection, long> OverwritePayload(QdrantCall call, JsonElement body)
    {
        var values = Map(body.Required("payload")).Clone();
        return Edit(PointChoice.Parse(body, call.Filters), _ => values);
    }

    private static Action<QdrantCollection, long> DeletePayload(QdrantCall call, JsonElement body)
    {
        FieldPath[] paths = [.. body.Required("keys").Items().Select(k => FieldPath.Parse(k.Text()))];
        return Edit(PointChoice.Parse(body, call.Filters), payload => PayloadEdit.Remove(payload, paths));
    }

    private static Action<QdrantCollection, long> ClearPayload(QdrantCall call, JsonElement body)
    {
        return Edit(PointChoice.ParseSelector(body, call.Filters), _ => QdrantPoint.NoPayload);
    }

    private static Action<QdrantCollection, long> Edit(PointChoice choice, Func<JsonElement, JsonElement> edit) => (collection, number) =>
    {
        PointChanges.Edit(collection, Chosen(collection, choice), edit, number);
        collection.CheckThere(choice.Ids ?? []);
    };

    private static IReadOnlyList<QdrantPoint> Chosen(QdrantCollection collection, PointChoice choice)
    {
        StrictMode.CheckFilter(collection, choice.Filter, isUpdate: true);
        return collection.Selected(choice);
    }

    private static JsonElement Map(JsonElement payload) => payload.ValueKind == JsonValueKind.Object ? payload : throw QdrantError.Format("invalid type, expected a map");
}
