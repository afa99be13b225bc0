using Edify.Rag.Postgres.Tests.Support;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Vectors;

/// <summary>The second wall: what the server shows when the first one, the filter, is not there.</summary>
[Trait("Needs", "postgres")]
public sealed class RowSecurityTests : IAsyncLifetime
{
    private readonly TestSchema _schema = new();
    private readonly Random _random = new(5);
    private TestRole? _role;

    public async ValueTask InitializeAsync()
    {
        _role = new(_schema);
        await _role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, _role.Name, vectors: true));
    }

    public async ValueTask DisposeAsync()
    {
        await _role!.DisposeAsync();
        await _schema.DisposeAsync();
    }

    [Fact]
    public async Task Without_any_filter_the_server_shows_one_tenant_or_nothing()
    {
        var store = _schema.Vectors(o => (o.ConnectionString, o.Vectors.RowLevelSecurity) = (_role!.ConnectionString, true));
        await store.EnsureCollectionAsync(VectorsOf.Definition(4));
        await store.UpsertAsync(VectorsOf.Name, [.. VectorsOf.Records(_random, 7, 4), .. VectorsOf.Records(_random, 5, 4, _ => []).Select(OfOther)]);

        await using var connection = new NpgsqlConnection(_role!.ConnectionString);
        await connection.OpenAsync();
        Assert.Equal(0L, await CountAsync(connection));
        Assert.Equal(7L, await CountAsync(connection, "school-1"));
        Assert.Equal(5L, await CountAsync(connection, "school-2"));
        Assert.Equal(0L, await CountAsync(connection));
        Assert.Equal(12, (await store.MeasureCollectionAsync(VectorsOf.Name)).Records);
    }

    [Fact]
    public async Task A_collection_that_is_there_gets_the_wall_and_keeps_it()
    {
        await _schema.Vectors(o => o.ConnectionString = _role!.ConnectionString).EnsureCollectionAsync(VectorsOf.Definition(4));
        await _schema.Vectors(o => (o.ConnectionString, o.Vectors.RowLevelSecurity) = (_role!.ConnectionString, true)).EnsureCollectionAsync(VectorsOf.Definition(4));
        var without = _schema.Vectors(o => o.ConnectionString = _role!.ConnectionString);
        await without.EnsureCollectionAsync(VectorsOf.Definition(4));
        await without.UpsertAsync(VectorsOf.Name, VectorsOf.Records(_random, 3, 4));

        Assert.Equal(3, await without.CountAsync());
        await using var connection = new NpgsqlConnection(_role!.ConnectionString);
        await connection.OpenAsync();
        Assert.Equal(0L, await CountAsync(connection));
    }

    private static VectorRecord OfOther(VectorRecord record) =>
        record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { [RagFields.Tenant] = "school-2" } };

    private async Task<long> CountAsync(NpgsqlConnection connection, string? tenant = null)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (tenant is not null)
        {
            await using var set = new NpgsqlCommand("SELECT set_config('edify_rag.tenant', $1, true)", connection);
            set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
            await set.ExecuteNonQueryAsync();
        }

        await using var count = new NpgsqlCommand($"SELECT count(*) FROM \"{_schema.Name}\".vectors_1", connection);
        var counted = (long)(await count.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return counted;
    }
}
