using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

internal static class IndexApi
{
    /// <summary>Makes an index, in the place of one that the field has.</summary>
    public static Answer Create(QdrantCall call)
    {
        var index = PayloadIndex.Parse(call.Body.Required("field_name").Text(), call.Body.Either("field_schema", "field_type"), call.Version);
        return call.Change((collection, _) => collection.Indexes[index.Path] = index);
    }

    public static Answer Delete(QdrantCall call)
    {
        var path = FieldPath.Parse(call.Item);
        return call.Change((collection, _) => collection.Indexes.Remove(path));
    }
}
