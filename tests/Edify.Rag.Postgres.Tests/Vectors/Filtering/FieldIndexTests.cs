using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors.Filtering;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Vectors.Filtering;

/// <summary>Conditions and indexes are written in the same terms, or the indexes would be of no use.</summary>
[Trait("Needs", "postgres")]
public sealed class FieldIndexTests : IAsyncLifetime
{
    private static readonly (string, FieldKind)[] Fields =
    [
        ("roles", FieldKind.Texts), ("subject", FieldKind.Text), ("grade", FieldKind.Integer), ("weight", FieldKind.Number), ("public", FieldKind.Boolean),
        ("updated", FieldKind.Time), ("it's \\ \"$odd\"", FieldKind.Text),
    ];

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    private static readonly (string Index, VectorFilter Filter)[] Conditions =
    [
        ("vectors_1_tenant", VectorFilter.Equal(RagFields.Tenant, "school-1")),
        ("vectors_1_tenant", VectorFilter.AnyOf(RagFields.Tenant, "school-1", "school-2")),
        ("vectors_1_field_1", VectorFilter.Equal("roles", "teacher")),
        ("vectors_1_field_1", VectorFilter.AnyOf("roles", "teacher", "principal")),
        ("vectors_1_field_1", VectorFilter.Equal("subject", "maths") & VectorFilter.Equal("roles", "teacher")),
        ("vectors_1_field_1", VectorFilter.Equal("it's \\ \"$odd\"", "x")),
        ("vectors_1_field_2", VectorFilter.Equal("grade", 7L)),
        ("vectors_1_field_2", VectorFilter.Range("grade", from: 7.5)),
        ("vectors_1_field_3", VectorFilter.Equal("public", true)),
        ("vectors_1_field_4", VectorFilter.Range("updated", to: DateTimeOffset.UnixEpoch)),
        ("vectors_1_field_5", VectorFilter.AnyOf("weight", 1.5, 2L)),
    ];

    [Fact]
    public async Task A_condition_on_a_declared_field_goes_by_its_index()
    {
        await _schema.Vectors().EnsureCollectionAsync(VectorsOf.Definition(4, Fields));
        foreach (var (index, filter) in Conditions) Assert.Contains(index, await PlanAsync(filter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_that_are_declared_later_get_an_index_too()
    {
        var store = _schema.Vectors();
        await store.EnsureCollectionAsync(VectorsOf.Definition(4, Fields[..2]));
        await store.EnsureCollectionAsync(VectorsOf.Definition(4, Fields));

        Assert.Contains("vectors_1_field_1", await PlanAsync(VectorFilter.Equal("roles", "teacher")), StringComparison.Ordinal);
        Assert.Contains("vectors_1_field_2", await PlanAsync(VectorFilter.Equal("it's \\ \"$odd\"", "x")), StringComparison.Ordinal);
        Assert.Contains("vectors_1_field_3", await PlanAsync(VectorFilter.Equal("grade", 7L)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_is_gone_is_named_by_the_check_and_made_again()
    {
        var store = _schema.Vectors();
        await store.EnsureCollectionAsync(VectorsOf.Definition(4, Fields));
        await _schema.RunAsync("DROP INDEX {schema}.vectors_1_field_2");

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync());
        Assert.Equal((VectorsOf.Name, "check"), (error.Collection, error.Operation));
        Assert.Contains("vectors_1_field_2", error.Message, StringComparison.Ordinal);
        var indexed = Fields.Select(f => f.Item1).Append(RagFields.Tenant).Order(StringComparer.Ordinal);
        Assert.Equal(indexed.Where(name => name != "grade"), (await store.GetIndexedFieldsAsync(VectorsOf.Name))!.Order(StringComparer.Ordinal));

        await store.EnsureCollectionAsync(VectorsOf.Definition(4, Fields));
        await store.CheckAsync();
        Assert.Equal(indexed, (await store.GetIndexedFieldsAsync(VectorsOf.Name))!.Order(StringComparer.Ordinal));
        Assert.Null(await store.GetIndexedFieldsAsync("no"));
    }

    [Fact]
    public async Task More_fields_than_one_index_takes_have_several()
    {
        var fields = Enumerable.Range(0, 70).Select(i => ($"field{i:00}", FieldKind.Text)).ToArray();
        await _schema.Vectors().EnsureCollectionAsync(VectorsOf.Definition(4, fields));

        Assert.Contains("vectors_1_field_1", await PlanAsync(VectorFilter.Equal("field00", "x")), StringComparison.Ordinal);
        Assert.Contains("vectors_1_field_3", await PlanAsync(VectorFilter.Equal("field69", "x")), StringComparison.Ordinal);
    }

    // Without the ways that need no index, the server takes the index if the terms fit.
    private async Task<string> PlanAsync(VectorFilter filter)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_schema.ConnectionString) { Options = "-c enable_seqscan=off" }.ConnectionString);
        await connection.OpenAsync();
        var parameters = new SqlParameters();
        await using var command = new NpgsqlCommand($"EXPLAIN SELECT id FROM \"{_schema.Name}\".vectors_1 WHERE {new FilterSql(parameters).Of(filter)}", connection);
        parameters.GiveTo(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
