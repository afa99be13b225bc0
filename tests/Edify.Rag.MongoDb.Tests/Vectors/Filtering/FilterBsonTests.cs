using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Tests.Vectors.Filtering;

public sealed class FilterBsonTests
{
    private static readonly CollectionEntry Entry = new("p", 1, "c", 1, "e", MongoDbVectorFormat.Array, "none", new Dictionary<string, FieldKind>(), HasSearch: false);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_filter_matches_in_the_server_exactly_what_it_matches_here(int seed)
    {
        var random = new TestFilters(seed);
        var rows = Enumerable.Range(0, 60).Select(_ => random.Fields()).Select(fields => (Fields: fields, Document: DocumentOf(fields))).ToList();

        for (var i = 0; i < 250; i++)
        {
            var filter = random.Filter(depth: 3);
            var translated = Translate(filter);
            foreach (var (fields, document) in rows)
                Assert.True(filter.Matches(fields) == MongoFilter.Matches(translated, document), $"{filter} on {string.Join(", ", fields)}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void What_an_index_gets_of_a_filter_never_narrows_it(int seed)
    {
        var random = new TestFilters(seed);
        var rows = Enumerable.Range(0, 60).Select(_ => random.Fields()).ToList();
        var declared = new Dictionary<string, FieldKind> { ["a"] = FieldKind.Text, ["$d"] = FieldKind.Number, ["document"] = FieldKind.Text };
        var given = 0;

        for (var i = 0; i < 500; i++)
        {
            var filter = random.Filter(depth: 2) & random.Filter(depth: 1);
            if (IndexFilter.Of(filter, declared) is not { } part) continue;
            given++;
            Assert.All(rows.Where(filter.Matches), fields => Assert.True(part.Matches(fields), $"{part} of {filter}"));
        }

        Assert.True(given > 50, $"Only {given} filters had a part for an index.");
    }

    [Fact]
    public void A_condition_that_an_index_can_not_tell_is_left_to_the_server()
    {
        var declared = new Dictionary<string, FieldKind> { ["a"] = FieldKind.Text, ["t"] = FieldKind.Time };
        var known = VectorFilter.Equal("a", "x");

        Assert.Equal(known, IndexFilter.Of(known, declared));
        Assert.Equal(known, IndexFilter.Of(known & VectorFilter.Equal("undeclared", "x"), declared));
        Assert.Equal(known, IndexFilter.Of(known & VectorFilter.Range("t", from: DateTimeOffset.UnixEpoch), declared));
        Assert.Null(IndexFilter.Of(known | VectorFilter.Equal("undeclared", "x"), declared));
        Assert.Null(IndexFilter.Of(VectorFilter.All, declared));
    }

    [Fact]
    public void Values_are_values_and_never_operators()
    {
        var filter = Translate(VectorFilter.Equal("role", "$ne") & VectorFilter.AnyOf("x.$where", "$$ROOT", "{ $gt: 1 }") & VectorFilter.Range("name", "$a", "$b"));
        var conditions = ((List<object?>)filter["$and"]!).Cast<MongoDocument>().ToList();

        Assert.Equal("$ne", ((MongoDocument)conditions[0]["metadata.role"]!)["$eq"]);
        Assert.Equal(["$$ROOT", "{ $gt: 1 }"], (List<object?>)((MongoDocument)conditions[1]["metadata.x%2E%24where"]!)["$in"]!);
        Assert.Equal("$or", conditions[2].Fields.Single().Key);
    }

    [Fact]
    public void A_bound_beyond_the_basic_plane_is_a_literal_of_an_expression()
    {
        var text = Translate(VectorFilter.Range("name", from: "$price\uE000"));

        Assert.Equal("$expr", text.Fields.Single().Key);
        Assert.Contains(Literals(text), literal => literal is string value && value.StartsWith("$price", StringComparison.Ordinal));
    }

    private static IEnumerable<object?> Literals(object? value) => value switch
    {
        MongoDocument { Fields: [{ Key: "$literal" } literal] } => [literal.Value],
        MongoDocument document => document.Fields.SelectMany(f => Literals(f.Value)),
        List<object?> list => list.SelectMany(Literals),
        _ => [],
    };

    private static MongoDocument Translate(VectorFilter filter) => MongoText.Read(BsonBuilding.Document(writer => FilterBson.Write(writer, filter)));

    private static MongoDocument DocumentOf(Dictionary<string, FieldValue> fields) =>
        MongoText.Read(BsonBuilding.Document(writer => RecordBson.Write(writer, Entry, new(Guid.Empty, "", fields), [1f])));
}
