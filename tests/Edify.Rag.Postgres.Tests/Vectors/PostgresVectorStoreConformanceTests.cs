using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Vectors;

[Trait("Needs", "postgres")]
public sealed class PostgresVectorStoreConformanceTests : VectorStoreSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IVectorStore> CreateStoreAsync() => new(_schema.Vectors());

    protected override ValueTask DisposeStoreAsync(IVectorStore store) => ReferenceEquals(store, Store) ? _schema.DisposeAsync() : default;
}

/// <summary>The same suite behind the second wall, as a role that the wall holds for.</summary>
[Trait("Needs", "postgres")]
public sealed class PostgresVectorStoreWithRowSecurityConformanceTests : VectorStoreSuite
{
    private readonly TestSchema _schema = new();
    private TestRole? _role;

    protected override async ValueTask<IVectorStore> CreateStoreAsync()
    {
        if (_role is null)
        {
            _role = new(_schema);
            await _role.CreateAsync();
            await _schema.RunAsync(PostgresSchema.Script(_schema.Name, _role.Name, vectors: true));
        }

        return _schema.Vectors(o => (o.ConnectionString, o.Vectors.RowLevelSecurity) = (_role.ConnectionString, true));
    }

    protected override async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        if (!ReferenceEquals(store, Store)) return;
        await _role!.DisposeAsync();
        await _schema.DisposeAsync();
    }
}
