using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;

namespace Edify.Rag.Postgres.Tests.Vectors.Collections;

[Trait("Needs", "postgres")]
public sealed class ContentNotesTests : IAsyncLifetime
{
    private const string Name = VectorsOf.Name;

    private readonly TestSchema _schema = new();
    private readonly Random _random = new(8);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task What_is_written_past_the_store_is_noted_too()
    {
        var store = await FilledAsync();
        var before = await store.GetContentVersionAsync(Name);
        await _schema.RunAsync("UPDATE {schema}.vectors_1 SET content = 'by hand'");
        Assert.NotEqual(before, await store.GetContentVersionAsync(Name));
    }

    [Fact]
    public async Task Notes_are_folded_into_one_and_name_the_content_as_before()
    {
        var store = await FilledAsync();
        for (var i = 0; i < 520; i++) await store.UpsertAsync(Name, [VectorsOf.Record(_random, 8)]);
        var names = new List<string?>();
        for (var i = 0; i < 3; i++) names.Add(await store.GetContentVersionAsync(Name));

        Assert.Single(names.Distinct());
        Assert.Equal(1L, await _schema.RunAsync("SELECT count(*) FROM {schema}.changes"));
        await store.UpsertAsync(Name, [VectorsOf.Record(_random, 8)]);
        Assert.NotEqual(names[0], await store.GetContentVersionAsync(Name));
    }

    [Fact]
    public async Task A_collection_of_before_is_noted_once_it_is_ensured()
    {
        var store = await FilledAsync();
        await _schema.RunAsync("DROP TRIGGER content_noted ON {schema}.vectors_1");
        var later = _schema.Vectors();
        Assert.Null(await later.GetContentVersionAsync(Name));

        await later.EnsureCollectionAsync(new(Name, 8, "test:1", new Dictionary<string, FieldKind>()));
        Assert.NotNull(await later.GetContentVersionAsync(Name));
    }

    private async Task<PostgresVectorStore> FilledAsync()
    {
        var store = _schema.Vectors();
        await store.EnsureCollectionAsync(new(Name, 8, "test:1", new Dictionary<string, FieldKind>()));
        await store.UpsertAsync(Name, [VectorsOf.Record(_random, 8)]);
        return store;
    }
}
