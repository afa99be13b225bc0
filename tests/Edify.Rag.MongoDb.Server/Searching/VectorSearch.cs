using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Searching;

/// <summary>The stage <c>$vectorSearch</c>. An index that is not there, or can't be asked yet, finds nothing.</summary>
internal static class VectorSearch
{
    private static readonly string[] Operators = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$exists", "$not"];

    public static IEnumerable<MongoDocument> Run(MongoCollection collection, MongoDocument stage)
    {
        var limit = stage["limit"] as int? ?? throw MongoFault.BadValue("\"limit\" is required and an int");
        var candidates = stage["numCandidates"] as int?;
        if (stage["exact"] is not true && (candidates is null || candidates < limit || candidates > 10_000)) throw MongoFault.BadValue("\"numCandidates\" must be between limit and 10000");
        var wanted = VectorValues.Of(stage["queryVector"]) ?? throw MongoFault.BadValue("\"queryVector\" is no vector");
        if (collection.SearchIndexes.Find(i => i.Name == (string)stage["index"]! && i.Type == "vectorSearch") is not { IsQueryable: true } index) return [];
        var field = index.Fields.FirstOrDefault(f => f["type"] is "vector" && Equals(f["path"], stage["path"])) ?? throw MongoFault.BadValue("the path is not indexed as a vector");
        if ((int)field["numDimensions"]! != wanted.Length) throw MongoFault.BadValue($"the vector has {wanted.Length} dimensions");
        var filter = stage["filter"] as MongoDocument ?? new();
        CheckFilter(filter, [.. index.Fields.Where(f => f["type"] is "filter").Select(f => (string)f["path"]!)]);
        return collection.Documents
            .Where(d => MongoFilter.Matches(filter, d))
            .Select(d => (Document: d, Vector: MongoPath.Values(d, (string)stage["path"]!).Select(VectorValues.Of).FirstOrDefault()))
            .Where(row => row.Vector?.Length == wanted.Length)
            .Select(row => (row.Document, Score: (double)(float)((1 + VectorValues.Cosine(row.Vector!, wanted)) / 2)))
            .OrderByDescending(row => row.Score)
            .Take(limit)
            .Select(row => With(row.Document, row.Score));
    }

    private static MongoDocument With(MongoDocument document, double score)
    {
        var found = document.Copy();
        found.Noted = ("vectorSearchScore", score);
        return found;
    }

    // The engine knows declared paths, some operators, and values of some types.
    private static void CheckFilter(MongoDocument filter, HashSet<string> paths)
    {
        foreach (var (name, value) in filter.Fields)
        {
            if (name is "$and" or "$or" or "$nor")
            {
                foreach (var clause in (List<object?>)value!) CheckFilter((MongoDocument)clause!, paths);
                continue;
            }

            if (!paths.Contains(name)) throw MongoFault.BadValue($"Path '{name}' needs to be indexed as filter");
            if (value is not MongoDocument condition) CheckValue(value);
            else foreach (var (op, operand) in condition.Fields) CheckCondition(op, operand);
        }
    }

    private static void CheckCondition(string name, object? operand)
    {
        if (!Operators.Contains(name)) throw MongoFault.BadValue($"Operator '{name}' is not supported in a filter");
        if (name is "$not") foreach (var (op, inner) in ((MongoDocument)operand!).Fields) CheckCondition(op, inner);
        else foreach (var value in name is "$in" or "$nin" ? (List<object?>)operand! : [operand]) CheckValue(value);
    }

    private static void CheckValue(object? value)
    {
        if (value is not (bool or int or long or double or string or MongoDate or null)) throw MongoFault.BadValue("a filter compares with booleans, dates, numbers, strings and null");
    }
}
