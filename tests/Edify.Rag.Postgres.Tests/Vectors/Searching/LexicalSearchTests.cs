using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;

namespace Edify.Rag.Postgres.Tests.Vectors.Searching;

[Trait("Needs", "postgres")]
public sealed class LexicalSearchTests : IAsyncLifetime
{
    private const int Dimension = 4;

    private readonly TestSchema _schema = new();
    private readonly Random _random = new(2);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task A_rare_word_counts_for_more_than_a_common_one()
    {
        var store = await FilledAsync([.. Enumerable.Repeat("the library opens at eight", 20), "the library library library library", "borrow an atlas"]);

        var found = await store.FindAsync(new() { Text = "library atlas" });

        Assert.Equal("borrow an atlas", found[0].Record.Text);
        Assert.Equal("the library library library library", found[1].Record.Text);
    }

    [Fact]
    public async Task A_text_with_more_of_the_words_comes_before_one_that_repeats_a_word()
    {
        var store = await FilledAsync(["request request request request request request", "request a book from the library", "a book", "the library"]);
        Assert.Equal("request a book from the library", (await store.FindAsync(new() { Text = "How do I request a book from the library?" }))[0].Record.Text);
    }

    [Fact]
    public async Task Words_are_found_in_other_forms_and_a_short_text_comes_before_a_long_one()
    {
        var store = await FilledAsync([$"lessons {string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}"))}", "The lesson begins."]);

        var found = await store.FindAsync(new() { Text = "lesson" });

        Assert.Equal(2, found.Count);
        Assert.Equal("The lesson begins.", found[0].Record.Text);
    }

    [Fact]
    public async Task What_others_have_does_not_show_in_a_score()
    {
        var store = await FilledAsync(["an atlas", "the library"]);
        var before = await store.FindAsync(new() { Text = "atlas library" });
        await store.UpsertAsync(VectorsOf.Name, [.. Enumerable.Range(0, 50).Select(_ => Text("atlas", ("tenant", "school-2")))]);
        var after = await store.FindAsync(new() { Text = "atlas library" });

        Assert.Equal(before.Select(m => (m.Record.Id, m.Score)), after.Select(m => (m.Record.Id, m.Score)));
    }

    [Fact]
    public async Task Another_configuration_cuts_words_its_own_way()
    {
        var store = await FilledAsync(["die Schulen", "the lessons"], o => o.Vectors.TextSearchConfiguration = "german");

        Assert.Equal("die Schulen", Assert.Single(await store.FindAsync(new() { Text = "Schule" })).Record.Text);
        Assert.Empty(await store.FindAsync(new() { Text = "die" }));
        Assert.Single(await store.FindAsync(new() { Text = "the" }));
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => FilledAsync([], o => o.Vectors.TextSearchConfiguration = "klingon"));
        Assert.Contains("'klingon'", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_vector_without_a_direction_leaves_the_search_by_words()
    {
        var store = await FilledAsync(["an atlas", "the library"]);

        Assert.Empty(await store.FindAsync(new() { Vector = new float[Dimension] }));
        var match = Assert.Single(await store.FindAsync(new() { Vector = new float[Dimension], Text = "atlas" }));
        Assert.Null(match.Similarity);
        Assert.NotNull(match.LexicalScore);
    }

    [Fact]
    public async Task Odd_words_are_words()
    {
        string[] texts = [@"back\slash it's", "see https://school.example/a?b=1&c=2 today", $"{new string('x', 3000)} end", "x-ray foo-bar"];
        var store = await FilledAsync(texts);

        Assert.Equal(texts[0], (await store.FindAsync(new() { Text = @"back\slash" }))[0].Record.Text);
        Assert.Equal(texts[1], (await store.FindAsync(new() { Text = "https://school.example/a?b=1&c=2" }))[0].Record.Text);
        Assert.Equal(texts[2], (await store.FindAsync(new() { Text = $"{new string('x', 3000)} end" }))[0].Record.Text);
        Assert.Equal(texts[3], (await store.FindAsync(new() { Text = "foo-bar \0 '' \\ ' | & ! <-> :*" }))[0].Record.Text);
        Assert.Empty(await store.FindAsync(new() { Text = "\0\u0001 \uD83D" }));
    }

    private async Task<PostgresVectorStore> FilledAsync(string[] texts, Action<PostgresOptions>? configure = null)
    {
        var store = _schema.Vectors(configure);
        await store.EnsureCollectionAsync(VectorsOf.Definition(Dimension));
        await store.UpsertAsync(VectorsOf.Name, [.. texts.Select(text => Text(text))]);
        return store;
    }

    private VectorRecord Text(string text, params (string Name, FieldValue Value)[] fields)
    {
        var record = VectorsOf.Record(_random, Dimension);
        return record with { Text = text, Fields = record.Fields.Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value) };
    }
}
