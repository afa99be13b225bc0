using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Expressions of pipelines.</summary>
internal static class MongoExpression
{
    public static object? Evaluate(object? expression, MongoDocument document, IReadOnlyList<(string Name, object? Value)>? variables = null) =>
        Evaluate(expression, new Scope(document, variables ?? []));

    public static bool IsTrue(object? value) => value is not (null or false or 0 or 0L or 0d);

    private static object? Evaluate(object? expression, Scope scope) => expression switch
    {
        string text when text.StartsWith("$$", StringComparison.Ordinal) => scope.Variable(text[2..]),
        string text when text.StartsWith('$') => Field(scope.Document, text[1..]),
        List<object?> list => list.ConvertAll(item => Evaluate(item, scope)),
        MongoDocument { Fields: [{ Key: ['$', ..] } only] } => Operator(only.Key, only.Value, scope),
        MongoDocument document => Each(document, scope),
        _ => expression,
    };

    private static object? Field(object? root, string path)
    {
        foreach (var part in path.Split('.'))
        {
            if (root is List<object?> list) root = list.OfType<MongoDocument>().Where(d => d.Has(part)).Select(d => d[part]).ToList();
            else root = (root as MongoDocument)?[part];
        }

        return root;
    }

    private static MongoDocument Each(MongoDocument document, Scope scope)
    {
        var result = new MongoDocument();
        foreach (var (name, value) in document.Fields) result[name] = Evaluate(value, scope);
        return result;
    }

    private static object? Operator(string name, object? operand, Scope scope)
    {
        switch (name)
        {
            case "$literal": return operand;
            case "$let":
                var variables = (MongoDocument)((MongoDocument)operand!)["vars"]!;
                var inner = variables.Fields.Aggregate(scope, (s, v) => s.With(v.Key, Evaluate(v.Value, scope)));
                return Evaluate(((MongoDocument)operand)["in"], inner);
            case "$map": return Map((MongoDocument)operand!, scope);
            case "$filter": return Filter((MongoDocument)operand!, scope);
            case "$reduce": return Reduce((MongoDocument)operand!, scope);
            case "$cond" when operand is MongoDocument branches: return Evaluate(branches[IsTrue(Evaluate(branches["if"], scope)) ? "then" : "else"], scope);
            case "$cond" when operand is List<object?> { Count: 3 } parts: return Evaluate(parts[IsTrue(Evaluate(parts[0], scope)) ? 1 : 2], scope);
            case "$meta": return scope.Document.Noted is { } noted && noted.Name == operand as string ? noted.Score : null;
            case "$zip": return Zip(((List<object?>)((MongoDocument)operand!)["inputs"]!).ConvertAll(i => Evaluate(i, scope)));
            case "$and": return ((List<object?>)operand!).All(o => IsTrue(Evaluate(o, scope)));
            case "$or": return ((List<object?>)operand!).Any(o => IsTrue(Evaluate(o, scope)));
        }

        var value = Evaluate(operand, scope);
        return MongoOperators.Apply(name, operand is List<object?> ? (List<object?>)value! : [value]);
    }

    private static List<object?>? Map(MongoDocument map, Scope scope) => Evaluate(map["input"], scope) is List<object?> list
        ? list.ConvertAll(item => Evaluate(map["in"], scope.With(map["as"] as string ?? "this", item)))
        : null;

    private static List<object?>? Filter(MongoDocument filter, Scope scope) => Evaluate(filter["input"], scope) is List<object?> list
        ? list.Where(item => IsTrue(Evaluate(filter["cond"], scope.With(filter["as"] as string ?? "this", item)))).ToList()
        : null;

    private static object? Reduce(MongoDocument reduce, Scope scope) => Evaluate(reduce["input"], scope) is List<object?> list
        ? list.Aggregate(Evaluate(reduce["initialValue"], scope), (sum, item) => Evaluate(reduce["in"], scope.With("value", sum).With("this", item)))
        : null;

    private static List<object?>? Zip(List<object?> inputs) => inputs.Any(i => i is null)
        ? null
        : Enumerable.Range(0, inputs.Min(i => ((List<object?>)i!).Count)).Select(n => (object?)inputs.ConvertAll(i => ((List<object?>)i!)[n])).ToList();

    private sealed record Scope(MongoDocument Document, IReadOnlyList<(string Name, object? Value)> Variables)
    {
        public Scope With(string name, object? value) => this with { Variables = [(name, value), .. Variables] };

        public object? Variable(string path)
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 ? path : path[..dot];
            var value = name is "ROOT" or "CURRENT" ? Document : Variables.Any(v => v.Name == name) ? Variables.First(v => v.Name == name).Value : throw new MongoFault(17276, "Location17276", $"Use of undefined variable: {name}");
            return dot < 0 ? value : Field(value, path[(dot + 1)..]);
        }
    }
}
