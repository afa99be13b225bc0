using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Runs the stages of an aggregation, one after the other.</summary>
internal static class MongoPipeline
{
    /// <param name="documents">What the first stage gets.</param>
    /// <param name="stages">The stages.</param>
    /// <param name="other">Another collection's documents.</param>
    public static List<MongoDocument> Run(IEnumerable<MongoDocument> documents, List<object?> stages, Func<string, IEnumerable<MongoDocument>> other)
    {
        foreach (var stage in stages)
        {
            var (name, operand) = ((MongoDocument)stage!).Fields.Single();
            documents = Stage(documents.ToList(), name, operand, other);
        }

        return [.. documents];
    }

    public static IEnumerable<MongoDocument> Sort(IEnumerable<MongoDocument> documents, MongoDocument by) =>
        by.Fields.Aggregate(
            documents.Order(Comparer<MongoDocument>.Create((_, _) => 0)),
            (sorted, key) => MongoOrder.Number(key.Value) < 0
                ? sorted.ThenByDescending(d => MongoPath.Values(d, key.Key).FirstOrDefault(), MongoOrder.Instance)
                : sorted.ThenBy(d => MongoPath.Values(d, key.Key).FirstOrDefault(), MongoOrder.Instance));

    private static IEnumerable<MongoDocument> Stage(List<MongoDocument> documents, string name, object? operand, Func<string, IEnumerable<MongoDocument>> other) => name switch
    {
        "$match" => documents.Where(d => MongoFilter.Matches((MongoDocument)operand!, d)),
        "$set" or "$addFields" => documents.Select(d => With(d, (MongoDocument)operand!)),
        "$unset" => documents.Select(d => Without(d, operand as List<object?> ?? [operand])),
        "$project" => documents.Select(d => MongoProjection.Apply((MongoDocument)operand!, d)),
        "$sort" => Sort(documents, (MongoDocument)operand!),
        "$limit" => documents.Take((int)MongoOrder.Number(operand)),
        "$skip" => documents.Skip((int)MongoOrder.Number(operand)),
        "$count" => documents.Count == 0 ? [] : [new MongoDocument(((string)operand!, documents.Count))],
        "$group" => Group(documents, (MongoDocument)operand!),
        "$unwind" => documents.SelectMany(d => Unwind(d, operand as string ?? (string)((MongoDocument)operand!)["path"]!)),
        "$replaceRoot" => documents.Select(d => (MongoDocument)MongoExpression.Evaluate(((MongoDocument)operand!)["newRoot"], d)!),
        "$replaceWith" => documents.Select(d => (MongoDocument)MongoExpression.Evaluate(operand, d)!),
        "$unionWith" => documents.Concat(Union(operand, other)),
        "$facet" => [Facet(documents, (MongoDocument)operand!, other)],
        _ => throw new MongoFault(40324, "Location40324", $"Unrecognized pipeline stage name: '{name}'"),
    };

    private static MongoDocument With(MongoDocument document, MongoDocument fields)
    {
        var result = document.Copy();
        foreach (var (path, value) in fields.Fields)
        {
            if (value is "$$REMOVE") MongoPath.Unset(result, path);
            else MongoPath.Set(result, path, MongoDocument.CopyOf(MongoExpression.Evaluate(value, document)));
        }

        return result;
    }

    private static MongoDocument Without(MongoDocument document, List<object?> paths)
    {
        var result = document.Copy();
        foreach (var path in paths) MongoPath.Unset(result, (string)path!);
        return result;
    }

    private static IEnumerable<MongoDocument> Unwind(MongoDocument document, string path) =>
        MongoExpression.Evaluate(path, document) is List<object?> list ? list.Select(item => With(document, new((path[1..], new MongoDocument(("$literal", item)))))) : [];

    private static IEnumerable<MongoDocument> Union(object? operand, Func<string, IEnumerable<MongoDocument>> other)
    {
        if (operand is string name) return other(name);
        var union = (MongoDocument)operand!;
        return Run(other((string)union["coll"]!), union["pipeline"] as List<object?> ?? [], other);
    }

    private static MongoDocument Facet(List<MongoDocument> documents, MongoDocument facets, Func<string, IEnumerable<MongoDocument>> other)
    {
        var result = new MongoDocument();
        foreach (var (name, stages) in facets.Fields) result[name] = Run(documents, (List<object?>)stages!, other).ConvertAll(d => (object?)d);
        return result;
    }

    private static IEnumerable<MongoDocument> Group(List<MongoDocument> documents, MongoDocument group) =>
        documents.GroupBy(d => MongoExpression.Evaluate(group["_id"], d), MongoOrder.Instance).Select(g =>
        {
            var result = new MongoDocument(("_id", g.Key));
            foreach (var (name, accumulator) in group.Fields.Where(f => f.Key != "_id")) result[name] = Accumulate(g, ((MongoDocument)accumulator!).Fields.Single());
            return result;
        });

    private static object? Accumulate(IEnumerable<MongoDocument> documents, KeyValuePair<string, object?> accumulator)
    {
        var values = documents.Select(d => MongoExpression.Evaluate(accumulator.Value, d)).ToList();
        return accumulator.Key switch
        {
            "$sum" => MongoOperators.Apply("$sum", [values]),
            "$min" or "$max" => MongoOperators.Apply(accumulator.Key, [values]),
            "$avg" => values.Where(MongoOrder.IsNumber).Select(MongoOrder.Number).DefaultIfEmpty(double.NaN).Average(),
            "$first" => values.FirstOrDefault(),
            "$last" => values.LastOrDefault(),
            "$push" => values,
            "$addToSet" => values.Distinct(MongoOrder.Instance).ToList(),
            "$count" => values.Count,
            _ => throw new MongoFault(15952, "Location15952", $"unknown group operator '{accumulator.Key}'"),
        };
    }
}
