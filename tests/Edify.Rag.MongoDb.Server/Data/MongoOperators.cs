using Edify.Rag.MongoDb.Server.Searching;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Operators that compute a value of values.</summary>
internal static class MongoOperators
{
    public static object? Apply(string name, List<object?> arguments) => name switch
    {
        "$add" => Fold(arguments, 0, (a, b) => a + b),
        "$multiply" => Fold(arguments, 1, (a, b) => a * b),
        "$subtract" => Two(arguments, (a, b) => a - b),
        "$divide" => Two(arguments, (a, b) => b == 0 ? throw MongoFault.BadValue("can't $divide by zero") : a / b, alwaysDouble: true),
        "$sqrt" => One(arguments, Math.Sqrt),
        "$abs" => One(arguments, Math.Abs),
        "$pow" => Two(arguments, Math.Pow),
        "$sum" => Fold([.. Items(arguments).Where(MongoOrder.IsNumber)], 0, (a, b) => a + b),
        "$max" => Items(arguments).Where(v => v is not null).Order(MongoOrder.Instance).LastOrDefault(),
        "$min" => Items(arguments).Where(v => v is not null).Order(MongoOrder.Instance).FirstOrDefault(),
        "$size" => arguments[0] is List<object?> list ? list.Count : throw new MongoFault(17124, "Location17124", "The argument to $size must be an array"),
        "$arrayElemAt" => arguments[0] is List<object?> list ? At(list, (int)MongoOrder.Number(arguments[1])) : null,
        "$slice" => arguments[0] is List<object?> list ? list.Take((int)MongoOrder.Number(arguments[1])).ToList() : null,
        "$range" => Enumerable.Range((int)MongoOrder.Number(arguments[0]), Math.Max(0, (int)(MongoOrder.Number(arguments[1]) - MongoOrder.Number(arguments[0])))).Select(n => (object?)n).ToList(),
        "$concatArrays" => arguments.Any(a => a is null) ? null : arguments.SelectMany(a => (List<object?>)a!).ToList(),
        "$in" => ((List<object?>)arguments[1]!).Contains(arguments[0], MongoOrder.Instance),
        "$isArray" => arguments[0] is List<object?>,
        "$type" => MongoTypes.NameOf(arguments[0]),
        "$ifNull" => arguments.FirstOrDefault(a => a is not null),
        "$not" => !MongoExpression.IsTrue(arguments[0]),
        "$eq" => Compare(arguments) == 0,
        "$ne" => Compare(arguments) != 0,
        "$gt" => Compare(arguments) > 0,
        "$gte" => Compare(arguments) >= 0,
        "$lt" => Compare(arguments) < 0,
        "$lte" => Compare(arguments) <= 0,
        "$concat" => arguments.Any(a => a is null) ? null : string.Concat(arguments.Cast<string>()),
        "$toDouble" => arguments[0] is null ? null : MongoOrder.Number(arguments[0]),
        "$anyElementTrue" => ((List<object?>)arguments[0]!).Any(MongoExpression.IsTrue),
        "$strLenCP" => Text(arguments[0]).EnumerateRunes().Count(),
        "$substrCP" => string.Concat(Text(arguments[0]).EnumerateRunes().Skip((int)MongoOrder.Number(arguments[1])).Take((int)MongoOrder.Number(arguments[2]))),
        "$similarityDotProduct" => VectorValues.Dot(arguments[0], arguments[1]),
        "$setUnion" => arguments.SelectMany(a => (List<object?>)a!).Distinct(MongoOrder.Instance).ToList(),
        "$setDifference" => ((List<object?>)arguments[0]!).Where(v => !((List<object?>)arguments[1]!).Contains(v, MongoOrder.Instance)).Distinct(MongoOrder.Instance).ToList(),
        _ => throw new MongoFault(168, "InvalidPipelineOperator", $"Unrecognized expression '{name}'"),
    };

    /// <summary>A number in the narrowest type that the server would give.</summary>
    public static object Narrow(double value, bool isDouble, bool isLong)
    {
        if (isDouble) return value;
        return isLong || Math.Abs(value) > int.MaxValue ? (object)(long)value : (int)value;
    }

    private static string Text(object? value) => value as string ?? throw new MongoFault(34471, "Location34471", "the argument must be a string");

    private static int Compare(List<object?> arguments) => MongoOrder.Instance.Compare(arguments[0], arguments[1]);

    private static List<object?> Items(List<object?> arguments) => arguments is [List<object?> list] ? list : arguments;

    private static object? At(List<object?> list, int index) => (index < 0 ? list.Count + index : index) is var at && at >= 0 && at < list.Count ? list[at] : null;

    private static object? Fold(List<object?> arguments, double seed, Func<double, double, double> combine) =>
        arguments.Any(a => a is null) ? null : Typed(arguments, arguments.Select(Checked).Aggregate(seed, combine));

    private static object? Two(List<object?> arguments, Func<double, double, double> combine, bool alwaysDouble = false) =>
        arguments.Any(a => a is null) ? null : alwaysDouble ? combine(Checked(arguments[0]), Checked(arguments[1])) : Typed(arguments, combine(Checked(arguments[0]), Checked(arguments[1])));

    private static double? One(List<object?> arguments, Func<double, double> compute) => arguments[0] is null ? null : compute(Checked(arguments[0]));

    private static object Typed(List<object?> arguments, double value) => Narrow(value, arguments.Any(a => a is double), arguments.Any(a => a is long));

    private static double Checked(object? value) => MongoOrder.IsNumber(value) ? MongoOrder.Number(value) : throw new MongoFault(14, "TypeMismatch", "only numbers are supported");
}
