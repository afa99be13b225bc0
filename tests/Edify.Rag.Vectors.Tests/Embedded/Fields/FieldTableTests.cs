using Edify.Rag.Vectors.Embedded.Fields;
using Edify.Rag.Vectors.Embedded.Filtering;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Vectors.Tests.Embedded.Fields;

public sealed class FieldTableTests : IDisposable
{
    private static readonly Gen<FieldValue> Single = Gen.OneOf(
        Gen.Elements<FieldValue>("", "a", "b", "ab", "\ud800", "ß", "学校"),
        Gen.Elements<FieldValue>(0L, 1L, 7L, long.MaxValue, long.MinValue, (1L << 53) + 1),
        Gen.Elements<FieldValue>(0.0, 7.0, 7.5, double.MaxValue, double.NegativeInfinity, (double)(1L << 53)),
        Gen.Elements<FieldValue>(true, false),
        Gen.Elements<FieldValue>(DateTimeOffset.MinValue, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(5))));

    private static readonly Gen<FieldValue> Value = Gen.Frequency(
        (4, Single), (1, Gen.Elements("a", "b", "c").ListOf().Select(items => FieldValue.Many(items))));

    private static readonly Gen<string> Name = Gen.Elements("x", "y", "z.1");

    private static readonly Gen<Dictionary<string, FieldValue>> Fields =
        Name.Zip(Value).ListOf().Select(pairs => pairs.GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => g.First().Item2));

    private static readonly Gen<VectorFilter> Leaf = Gen.OneOf(
        Name.Zip(Single).Select(p => VectorFilter.Equal(p.Item1, p.Item2)),
        Name.Zip(Single.ListOf()).Select(p => VectorFilter.AnyOf(p.Item1, [.. p.Item2])),
        Name.Zip(Single).Select(p => VectorFilter.Range(p.Item1, from: p.Item2)),
        Name.Zip(Single).Select(p => VectorFilter.Range(p.Item1, to: p.Item2)),
        Name.Select(VectorFilter.Exists));

    private static readonly Gen<VectorFilter> Filter = Gen.OneOf(
        Leaf, Leaf.Zip(Leaf).Select(p => p.Item1 & p.Item2), Leaf.Zip(Leaf).Select(p => p.Item1 | !p.Item2), Leaf.Select(f => !f));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Rows_come_back_as_they_were_with_kinds_and_order_of_several_values() => ForAll(Fields.ListOf(), rows =>
    {
        var table = Table(rows);
        return rows.Select((row, i) => Same(row, table.Read(i))).All(same => same);
    });

    [Fact]
    public void A_filter_finds_what_its_definition_says() => ForAll(Fields.ListOf().Zip(Filter), given =>
    {
        var (rows, filter) = given;
        var found = FilterEvaluator.Evaluate(filter, Table(rows), rows.Count);
        return rows.Select(filter.Matches).SequenceEqual(Enumerable.Range(0, rows.Count).Select(row => found[row]));
    });

    [Fact]
    public void Setting_fields_of_some_rows_is_as_if_they_had_always_been_so() => ForAll(Fields.ListOf().Zip(Fields).Zip(Filter), given =>
    {
        var ((rows, change), filter) = given;
        int[] changed = [.. Enumerable.Range(0, rows.Count).Where(row => row % 3 != 1)];
        var table = Table(rows).With(changed, change);
        var expected = rows.Select((row, i) => i % 3 == 1 ? row : Changed(row, change)).ToList();
        var found = FilterEvaluator.Evaluate(filter, table, expected.Count);
        return expected.Select((row, i) => Same(row, table.Read(i)) && filter.Matches(row) == found[i]).All(same => same);
    });

    [Fact]
    public void A_written_table_is_read_as_it_was()
    {
        var rows = Gen.Sample(Fields, 500, 30);
        var table = Table(rows);
        FieldFile.Write(_directory["x.fields"], table.RowCount, table.Columns);

        var file = FieldFile.Open(_directory["x.fields"]);

        for (var row = 0; row < rows.Length; row++) Assert.True(Same(rows[row], file.Table.Read(row)));
        file.Release();
    }

    [Fact]
    public void Values_of_many_rows_and_of_few_are_found_alike()
    {
        var rows = Enumerable.Range(0, 5000).Select(i => new Dictionary<string, FieldValue> { ["x"] = i % 1000 == 0 ? "rare" : "common", ["y"] = (long)i }).ToArray();
        var table = Table(rows);

        foreach (var filter in new[] { VectorFilter.Equal("x", "rare"), VectorFilter.Equal("x", "common"), VectorFilter.Range("y", 100L, 4000L), VectorFilter.Exists("y") })
            Assert.Equal(rows.Count(filter.Matches), FilterEvaluator.Evaluate(filter, table, rows.Length).Count);
    }

    private static FieldTable Table(IReadOnlyList<Dictionary<string, FieldValue>> rows) => new(rows.Count, FieldTable
        .Build(rows.Count, rows.SelectMany(row => row.Keys).Distinct(), (row, name) => rows[row].TryGetValue(name, out var value) ? value : default(FieldValue?))
        .ToDictionary(built => built.Name, built => new Lazy<FieldColumn>(built.Column)));

    private static Dictionary<string, FieldValue> Changed(Dictionary<string, FieldValue> row, Dictionary<string, FieldValue> change)
    {
        var result = new Dictionary<string, FieldValue>(row);
        foreach (var (name, value) in change)
        {
            if (value.Items is { Count: 0 }) result.Remove(name);
            else result[name] = value;
        }

        return result;
    }

    private static bool Same(Dictionary<string, FieldValue> left, Dictionary<string, FieldValue> right) =>
        left.Count == right.Count && left.All(f => right.TryGetValue(f.Key, out var value) && value.Kind == f.Value.Kind && value.Equals(f.Value));

    private static void ForAll<T>(Gen<T> given, Func<T, bool> law) =>
        Prop.ForAll(given.ToArbitrary(), law).Check(Law.On(300));
}
