using System.Text.RegularExpressions;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Server.Searching;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Whether a document is what a filter asks for.</summary>
internal static class MongoFilter
{
    public static bool Matches(MongoDocument filter, MongoDocument document) => filter.Fields.All(f => f.Key switch
    {
        "$and" => Clauses(f.Value).All(c => Matches(c, document)),
        "$or" => Clauses(f.Value).Any(c => Matches(c, document)),
        "$nor" => !Clauses(f.Value).Any(c => Matches(c, document)),
        "$expr" => MongoExpression.IsTrue(MongoExpression.Evaluate(f.Value, document)),
        "$text" => document.Noted is { Name: "textScore" },
        "$comment" => true,
        _ when f.Key.StartsWith('$') => throw MongoFault.BadValue($"unknown top level operator: {f.Key}"),
        _ => Field(MongoPath.Values(document, f.Key).ToList(), f.Value),
    });

    /// <summary>What a filter matches. One that asks for words takes them from the collection's index, and must do so at its top.</summary>
    public static IEnumerable<MongoDocument> Find(MongoDocument filter, MongoCollection? collection)
    {
        if (collection is null) return [];
        return filter["$text"] is MongoDocument text ? TextIndex.Of(collection).Find(text).Where(d => Matches(filter, d)) : collection.Matching(filter);
    }

    private static IEnumerable<MongoDocument> Clauses(object? value) =>
        value is List<object?> { Count: > 0 } list ? list.Cast<MongoDocument>() : throw MongoFault.BadValue("$and/$or/$nor must be a nonempty array");

    private static bool Field(List<object?> values, object? condition) => condition is MongoDocument { Fields: [{ Key: ['$', ..] }, ..] } operators
        ? operators.Fields.All(o => Operator(values, o.Key, o.Value, operators))
        : Equal(values, condition);

    private static bool Operator(List<object?> values, string name, object? operand, MongoDocument all) => name switch
    {
        "$eq" => Equal(values, operand),
        "$ne" => !Equal(values, operand),
        "$in" => ((List<object?>)operand!).Any(o => Equal(values, o)),
        "$nin" => !((List<object?>)operand!).Any(o => Equal(values, o)),
        "$gt" => Ordered(values, operand, order => order > 0),
        "$gte" => Ordered(values, operand, order => order >= 0),
        "$lt" => Ordered(values, operand, order => order < 0),
        "$lte" => Ordered(values, operand, order => order <= 0),
        "$exists" => values.Count > 0 == MongoExpression.IsTrue(operand),
        "$not" => !Field(values, operand),
        "$all" => ((List<object?>)operand!).All(o => Equal(values, o)),
        "$size" => values.OfType<List<object?>>().Any(l => l.Count == MongoOrder.Number(operand)),
        "$elemMatch" => values.OfType<List<object?>>().Any(l => l.Any(item => Element(item, (MongoDocument)operand!))),
        "$regex" => values.SelectMany(Spread).OfType<string>().Any(t => Regex.IsMatch(t, (string)operand!, Options(all["$options"] as string))),
        "$options" => true,
        "$type" => values.SelectMany(Spread).Any(v => MongoTypes.NameOf(v) == operand as string || (operand as string == "number" && MongoOrder.IsNumber(v))),
        _ => throw MongoFault.BadValue($"unknown operator: {name}"),
    };

    private static bool Element(object? item, MongoDocument condition) =>
        condition.Fields is [{ Key: ['$', ..] }, ..] ? Field([item], condition) : item is MongoDocument document && Matches(condition, document);

    // A list matches as a whole or by any of its items; null also matches what is missing.
    private static bool Equal(List<object?> values, object? operand)
    {
        if (operand is MongoBytes { Type: BsonType.Regex }) throw MongoFault.BadValue("a regular expression is given by $regex here");
        return values.Count == 0 ? operand is null : values.SelectMany(Spread).Any(v => MongoOrder.Instance.Compare(v, operand) == 0);
    }

    private static bool Ordered(List<object?> values, object? operand, Func<int, bool> test) =>
        values.SelectMany(Spread).Any(v => MongoOrder.Rank(v) == MongoOrder.Rank(operand) && test(MongoOrder.Instance.Compare(v, operand)));

    private static IEnumerable<object?> Spread(object? value) => value is List<object?> list ? [value, .. list] : [value];

    private static RegexOptions Options(string? letters) => letters?.Contains('i', StringComparison.Ordinal) is true ? RegexOptions.IgnoreCase : RegexOptions.None;
}
