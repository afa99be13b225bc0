using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Vectors.Filtering;

/// <summary>Names and values that would be statements if they were not data.</summary>
[Trait("Needs", "postgres")]
public sealed class HostileNamesTests : IAsyncLifetime
{
    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    public static TheoryData<string> Names() =>
    [
        "x'); DROP TABLE canary; --", "x\"); DROP TABLE canary; --", "\\'; DROP TABLE canary; --", "$1", "@p", ":p", "{schema}", "$$; DROP TABLE canary; $$", "a\0b", "\u0001", "' OR true --",
        "E'\\x27'", "null", "tenant ", "t", "学校", new string('n', 3000),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_or_a_value_is_never_a_statement(string hostile)
    {
        var store = _schema.Vectors();
        await store.EnsureCollectionAsync(VectorsOf.Definition(4, (hostile, FieldKind.Text), (hostile + "n", FieldKind.Integer)) with { Embedder = "test '\"; DROP TABLE canary; --" });
        await _schema.RunAsync("CREATE TABLE {schema}.canary ()");
        var record = VectorsOf.Record(new(1), 4, (hostile, hostile), (hostile + "n", 7L), ("many", FieldValue.Many(hostile, "other")));
        await store.UpsertAsync(VectorsOf.Name, [record, VectorsOf.Record(new(2), 4)]);

        VectorFilter[] filters =
        [
            VectorFilter.Equal(hostile, hostile), VectorFilter.AnyOf(hostile, hostile, "else"), VectorFilter.Exists(hostile), VectorFilter.Range(hostile, hostile, hostile),
            VectorFilter.Equal(hostile + "n", 7L), VectorFilter.Range(hostile + "n", 1L, 9L), VectorFilter.Equal("many", hostile),
        ];
        foreach (var filter in filters)
        {
            Assert.Equal(record.Id, Assert.Single(await store.FindAsync(new() { Vector = record.Vector, Text = hostile + " schools", Filter = filter })).Record.Id);
            Assert.Equal(1, await store.CountAsync(!filter));
        }

        Assert.Equal(1, await store.UpdateFieldsAsync(VectorsOf.Name, VectorFilter.Equal(hostile, hostile), new Dictionary<string, FieldValue> { [hostile] = FieldValue.Many(), ["seen"] = hostile }));
        Assert.Equal(1, await store.DeleteAsync(VectorsOf.Name, VectorFilter.Equal("seen", hostile) & !VectorFilter.Exists(hostile)));
        Assert.Equal(1, await store.CountAsync());
        Assert.Equal("canary", await _schema.RunAsync("SELECT relname::text FROM pg_class WHERE oid = to_regclass('{schema}.canary')"));
    }
}
