using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Which fields of a document are given.</summary>
internal static class MongoProjection
{
    public static MongoDocument Apply(MongoDocument projection, MongoDocument document, IReadOnlyList<(string Name, object? Value)>? variables = null)
    {
        if (projection.Fields.Count == 0) return document;

        // A score alone joins the document.
        if (projection.Fields.All(f => f.Value is MongoDocument { Fields: [{ Key: "$meta" }] }))
            return Only(new([.. document.Fields.Select(f => (f.Key, (object?)1)), .. projection.Fields.Select(f => (f.Key, f.Value))]), document, variables);
        var isExclusion = projection.Fields.Where(f => f.Key != "_id" || projection.Fields.Count == 1).All(f => IsOff(f.Value));
        return isExclusion ? Without(projection, document) : Only(projection, document, variables);
    }

    private static MongoDocument Without(MongoDocument projection, MongoDocument document)
    {
        var result = document.Copy();
        foreach (var (path, value) in projection.Fields)
            if (IsOff(value)) MongoPath.Unset(result, path);
        return result;
    }

    private static MongoDocument Only(MongoDocument projection, MongoDocument document, IReadOnlyList<(string Name, object? Value)>? variables)
    {
        var result = new MongoDocument { Noted = document.Noted };
        if (document.TryGet("_id", out var id) && (!projection.TryGet("_id", out var wanted) || !IsOff(wanted))) result["_id"] = id;
        foreach (var (path, value) in projection.Fields.Where(f => f.Key != "_id" || !IsSwitch(f.Value)))
        {
            if (!IsSwitch(value)) MongoPath.Set(result, path, MongoExpression.Evaluate(value, document, variables));
            else if (MongoPath.Values(document, path).ToList() is [var found, ..]) MongoPath.Set(result, path, found);
        }

        return result;
    }

    private static bool IsSwitch(object? value) => value is bool || MongoOrder.IsNumber(value);

    private static bool IsOff(object? value) => IsSwitch(value) && !MongoExpression.IsTrue(value);
}
