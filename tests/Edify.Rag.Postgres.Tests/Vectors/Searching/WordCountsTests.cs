using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;

namespace Edify.Rag.Postgres.Tests.Vectors.Searching;

[Trait("Needs", "postgres")]
public sealed class WordCountsTests : IAsyncLifetime
{
    private const int Dimension = 4;
    private const int Many = 12_000;

    private readonly TestSchema _schema = new();
    private readonly Random _random = new(8);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task Of_a_large_table_rare_words_are_counted_and_common_ones_estimated()
    {
        var store = await FilledAsync(Many);

        var counted = await store.GetTermStatisticsAsync(VectorsOf.Name, ["school", "evening", "tenth", "thousandth", "unicorn"]);

        Assert.InRange(counted.Records, 0.9 * Many, 1.1 * Many);
        Assert.Equal(counted.Records, counted.Frequencies["school"]);
        Assert.InRange(counted.Frequencies["evening"], 0.4 * Many, 0.6 * Many);
        Assert.InRange(counted.Frequencies["tenth"], 0.08 * Many, 0.12 * Many);
        Assert.Equal((Many / 1000, 0), (counted.Frequencies["thousandth"], counted.Frequencies["unicorn"]));
    }

    [Fact]
    public async Task A_table_that_fits_into_the_sample_is_counted_to_the_last_record()
    {
        var store = await FilledAsync(2_500);

        var counted = await store.GetTermStatisticsAsync(VectorsOf.Name, ["school", "Evenings", "tenth", "hundredth"]);

        Assert.Equal((2_500, 2_500, 1_250, 250, 25), (counted.Records, counted.Frequencies["school"], counted.Frequencies["Evenings"], counted.Frequencies["tenth"], counted.Frequencies["hundredth"]));
    }

    [Fact]
    public async Task A_word_of_several_terms_counts_as_its_rarest_and_one_of_none_not_at_all()
    {
        var store = await FilledAsync(200);

        var counted = await store.GetTermStatisticsAsync(VectorsOf.Name, ["school+tenth", "the", "?!", "it's", @"back\slash", "quo'te", "school"]);

        Assert.Equal(20, counted.Frequencies["school+tenth"]);
        Assert.Equal(200, counted.Frequencies["school"]);
        Assert.DoesNotContain("the", counted.Frequencies.Keys);
        Assert.DoesNotContain("?!", counted.Frequencies.Keys);
        Assert.Equal((0, 0), (counted.Frequencies[@"back\slash"], counted.Frequencies["quo'te"]));
    }

    [Fact]
    public async Task Behind_row_level_security_all_tenants_are_counted()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name, vectors: true));
        var store = await FilledAsync(200, o => (o.ConnectionString, o.Vectors.RowLevelSecurity) = (role.ConnectionString, true), i => i % 2 == 0 ? "school-1" : "school-2");

        var counted = await store.GetTermStatisticsAsync(VectorsOf.Name, ["school", "tenth"]);

        Assert.Equal((200, 200, 20), (counted.Records, counted.Frequencies["school"], counted.Frequencies["tenth"]));
    }

    [Fact]
    public async Task What_was_deleted_or_replaced_counts_no_longer()
    {
        var store = await FilledAsync(300);
        await store.DeleteAsync(VectorsOf.Name, VectorFilter.Equal("number", 0L));
        await store.UpsertAsync(VectorsOf.Name, [VectorsOf.Record(_random, Dimension) with { Text = "A unicorn" }]);

        var counted = await store.GetTermStatisticsAsync(VectorsOf.Name, ["hundredth", "unicorn"]);

        Assert.Equal((300, 2, 1), (counted.Records, counted.Frequencies["hundredth"], counted.Frequencies["unicorn"]));
    }

    private async Task<PostgresVectorStore> FilledAsync(int count, Action<PostgresOptions>? configure = null, Func<int, string>? tenant = null)
    {
        var store = _schema.Vectors(configure);
        await store.EnsureCollectionAsync(VectorsOf.Definition(Dimension));
        var padding = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"w{i}"));
        await store.UpsertAsync(VectorsOf.Name, [.. Enumerable.Range(0, count).Select(i => Record(i, padding, tenant?.Invoke(i) ?? VectorsOf.Tenant))]);
        return store;
    }

    private VectorRecord Record(int number, string padding, string tenant)
    {
        var text = $"The school{(number % 2 == 0 ? "'s evening" : "")} {(number % 10 == 0 ? "tenth" : "")} {(number % 100 == 0 ? "hundredth" : "")} {(number % 1000 == 0 ? "thousandth" : "")} {padding}";
        return VectorsOf.Record(_random, Dimension, ("number", (long)number), (RagFields.Tenant, tenant)) with { Text = text };
    }
}
