using Edify.Rag.MongoDb.Server.Searching;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Runs the stages of an aggregation, one after the other.</summary>
internal sealed class MongoPipeline
{
    /// <summary>The collection that it begins with, for the stages that ask its indexes.</summary>
    public MongoCollection? Collection { get; init; }

    /// <summary>What the command gave names to.</summary>
    public IReadOnlyList<(string Name, object? Value)> Variables { get; init; } = [];

    /// <summary>Another collection.</summary>
    public Func<string, MongoCollection?> Other { get; init; } = _ => throw MongoFault.BadValue("no other collection here");

    /// <summary>Whether there is a search engine beside the server.</summary>
    public bool HasSearch { get; init; }

    /// <summary>Runs the stages on all of the collection.</summary>
    public List<MongoDocument> Run(List<object?> stages)
    {
        if (stages is not [MongoDocument { Fields: [var first] }, ..]) return [.. Collection?.Documents ?? []];
        IEnumerable<MongoDocument>? begun = first.Key switch
        {
            "$match" => MongoFilter.Find((MongoDocument)first.Value!, Collection),
            "$vectorSearch" => VectorSearch.Run(Engine(first.Key), (MongoDocument)first.Value!),
            "$search" => WordSearch.Run(Engine(first.Key), (MongoDocument)first.Value!),
            "$listSearchIndexes" => Engine(first.Key).SearchIndexes.Select(index => index.Described()),
            "$collStats" => [Statistics()],
            "$documents" => ((List<object?>)MongoExpression.Evaluate(first.Value, new(), Variables)!).Cast<MongoDocument>(),
            _ => null,
        };
        return begun is null ? Run(Collection?.Documents ?? [], stages) : Run(begun, stages[1..]);
    }

    /// <param name="documents">What the first stage gets.</param>
    /// <param name="stages">The stages.</param>
    public List<MongoDocument> Run(IEnumerable<MongoDocument> documents, List<object?> stages)
    {
        foreach (var stage in stages)
        {
            var (name, operand) = ((MongoDocument)stage!).Fields.Single();
            documents = Stage(documents.ToList(), name, operand);
        }

        return [.. documents];
    }

    public static IEnumerable<MongoDocument> Sort(IEnumerable<MongoDocument> documents, MongoDocument by) =>
        by.Fields.Aggregate(
            documents.Order(Comparer<MongoDocument>.Create((_, _) => 0)),
            (sorted, key) => key.Value is MongoDocument ? sorted.ThenByDescending(d => d.Noted?.Score) : MongoOrder.Number(key.Value) < 0
                ? sorted.ThenByDescending(d => MongoPath.Values(d, key.Key).FirstOrDefault(), MongoOrder.Instance)
                : sorted.ThenBy(d => MongoPath.Values(d, key.Key).FirstOrDefault(), MongoOrder.Instance));

    private IEnumerable<MongoDocument> Stage(List<MongoDocument> documents, string name, object? operand) => name switch
    {
        "$match" when ((MongoDocument)operand!).Has("$text") => throw new MongoFault(17313, "Location17313", "$match with $text is only allowed as the first pipeline stage"),
        "$match" => documents.Where(d => MongoFilter.Matches((MongoDocument)operand!, d)),
        "$set" or "$addFields" => documents.Select(d => With(d, (MongoDocument)operand!)),
        "$unset" => documents.Select(d => Without(d, operand as List<object?> ?? [operand])),
        "$project" => documents.Select(d => MongoProjection.Apply((MongoDocument)operand!, d, Variables)),
        "$sort" => Sort(documents, (MongoDocument)operand!),
        "$limit" => documents.Take((int)MongoOrder.Number(operand)),
        "$skip" => documents.Skip((int)MongoOrder.Number(operand)),
        "$count" => documents.Count == 0 ? [] : [new MongoDocument(((string)operand!, documents.Count))],
        "$group" => Group(documents, (MongoDocument)operand!),
        "$unwind" => documents.SelectMany(d => Unwind(d, operand as string ?? (string)((MongoDocument)operand!)["path"]!)),
        "$replaceRoot" => documents.Select(d => (MongoDocument)Evaluate(((MongoDocument)operand!)["newRoot"], d)!),
        "$replaceWith" => documents.Select(d => (MongoDocument)Evaluate(operand, d)!),
        "$unionWith" => documents.Concat(Union(operand)),
        "$facet" => [Facet(documents, (MongoDocument)operand!)],
        "$vectorSearch" or "$search" or "$listSearchIndexes" or "$collStats" or "$documents" =>
            throw new MongoFault(40602, "Location40602", $"{name} is only valid as the first stage in a pipeline"),
        _ => throw new MongoFault(40324, "Location40324", $"Unrecognized pipeline stage name: '{name}'"),
    };

    private object? Evaluate(object? expression, MongoDocument document) => MongoExpression.Evaluate(expression, document, Variables);

    // A server without a search engine has these stages and can't use them.
    private MongoCollection Engine(string stage) => HasSearch
        ? Collection ?? new(string.Empty)
        : throw new MongoFault(31082, "SearchNotEnabled", $"Using {stage} requires additional configuration");

    private MongoDocument Statistics()
    {
        var size = (Collection?.Documents ?? []).Sum(d => MongoText.Write(d).Length);
        return new(("storageStats", new MongoDocument(("count", Collection?.Count ?? 0), ("size", size), ("storageSize", size), ("totalIndexSize", (Collection?.Indexes.Count ?? 0) * 4096))));
    }

    private MongoDocument With(MongoDocument document, MongoDocument fields)
    {
        var result = document.Copy();
        foreach (var (path, value) in fields.Fields)
        {
            if (value is "$$REMOVE") MongoPath.Unset(result, path);
            else MongoPath.Set(result, path, MongoDocument.CopyOf(Evaluate(value, document)));
        }

        return result;
    }

    private static MongoDocument Without(MongoDocument document, List<object?> paths)
    {
        var result = document.Copy();
        foreach (var path in paths) MongoPath.Unset(result, (string)path!);
        return result;
    }

    private IEnumerable<MongoDocument> Unwind(MongoDocument document, string path) =>
        Evaluate(path, document) is List<object?> list ? list.Select(item => With(document, new((path[1..], new MongoDocument(("$literal", item)))))) : [];

    private IEnumerable<MongoDocument> Union(object? operand)
    {
        if (operand is string name) return Other(name)?.Documents ?? [];
        var union = (MongoDocument)operand!;
        return new MongoPipeline { Collection = Other((string)union["coll"]!), Variables = Variables, Other = Other, HasSearch = HasSearch }.Run(union["pipeline"] as List<object?> ?? []);
    }

    private MongoDocument Facet(List<MongoDocument> documents, MongoDocument facets)
    {
        var result = new MongoDocument();
        foreach (var (name, stages) in facets.Fields) result[name] = Run(documents, (List<object?>)stages!).ConvertAll(d => (object?)d);
        return result;
    }

    private IEnumerable<MongoDocument> Group(List<MongoDocument> documents, MongoDocument group) =>
        documents.GroupBy(d => Evaluate(group["_id"], d), MongoOrder.Instance).Select(g =>
        {
            var result = new MongoDocument(("_id", g.Key));
            foreach (var (name, accumulator) in group.Fields.Where(f => f.Key != "_id")) result[name] = Accumulate(g, ((MongoDocument)accumulator!).Fields.Single());
            return result;
        });

    private object? Accumulate(IEnumerable<MongoDocument> documents, KeyValuePair<string, object?> accumulator)
    {
        var values = documents.Select(d => Evaluate(accumulator.Value, d)).ToList();
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
