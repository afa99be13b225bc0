using System.Globalization;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

internal static class SnapshotApi
{
    private const long Peer = 5_318_008;

    public static Answer List(QdrantCall call)
    {
        var snapshots = call.Data.Read(() => Of(call).ToList());
        return Answer.Ok(writer =>
        {
            writer.WriteStartArray();
            foreach (var snapshot in snapshots) Write(writer, snapshot);
            writer.WriteEndArray();
        });
    }

    public static Answer Create(QdrantCall call)
    {
        var snapshot = call.Data.Write(() =>
        {
            var now = call.Time.GetUtcNow();
            var content = call.Data[call.Collection].Copy();
            var name = $"{call.Collection}-{Peer}-{now.ToString("yyyy-MM-dd-HH-mm-ss", CultureInfo.InvariantCulture)}";
            while (Of(call).Any(s => s.Name == $"{name}.snapshot")) name += "-1";
            var bytes = Answer.Written(writer => PointWriter.WriteAll(writer, content));
            var made = new QdrantSnapshot(call.Collection, $"{name}.snapshot", now, content, bytes);
            call.Data.Snapshots.Add(made);
            return made;
        });
        return call.Query.Flag("wait") is false ? Answer.Accepted() : Answer.Ok(writer => Write(writer, snapshot));
    }

    public static Answer Delete(QdrantCall call)
    {
        call.Data.Write(() => call.Data.Snapshots.Remove(Find(call, call.Item)));
        return call.Query.Flag("wait") is false ? Answer.Accepted() : Answer.Ok(true);
    }

    public static Answer Download(QdrantCall call) => Answer.Binary(call.Data.Read(() => Find(call, call.Item)).Bytes);

    /// <summary>Brings a collection back from a snapshot of this server; it is made when it is not there.</summary>
    public static Answer Recover(QdrantCall call)
    {
        var name = call.Body.Required("location").Text().Split('/')[^1];
        var checksum = call.Body.Optional("checksum")?.Text();
        call.Data.Write(() =>
        {
            var snapshot = call.Data.Snapshots.Find(s => s.Name == name) ?? throw QdrantError.BadRequest($"Snapshot file \"{name}\" does not exist");
            if (checksum is not null && checksum != snapshot.Checksum) throw new QdrantError(400, $"Checksum mismatch: expected {checksum}, actual {snapshot.Checksum}");
            return call.Data.Collections[call.Collection] = snapshot.Content.Copy();
        });
        return call.Query.Flag("wait") is false ? Answer.Accepted() : Answer.Ok(true);
    }

    private static IEnumerable<QdrantSnapshot> Of(QdrantCall call)
    {
        _ = call.Data[call.Collection];
        return call.Data.Snapshots.Where(s => s.Collection == call.Collection);
    }

    private static QdrantSnapshot Find(QdrantCall call, string name) =>
        Of(call).FirstOrDefault(s => s.Name == name) ?? throw QdrantError.NotFound($"Snapshot {name} not found");

    private static void Write(System.Text.Json.Utf8JsonWriter writer, QdrantSnapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteString("name", snapshot.Name);
        writer.WriteString("creation_time", snapshot.CreationTime);
        writer.WriteNumber("size", snapshot.Bytes.Length);
        writer.WriteString("checksum", snapshot.Checksum);
        writer.WriteEndObject();
    }
}
