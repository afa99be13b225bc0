using Edify.Rag.Conformance;
using Edify.Rag.Postgres.AccessRules;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.AccessRules;

[Trait("Needs", "postgres")]
public sealed class PostgresAccessRuleStoreConformanceTests : AccessRuleStoreSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IAccessRuleStore> OpenStoreAsync() => new(new PostgresAccessRuleStore(_schema.Open()));

    protected override ValueTask DeleteDataAsync() => _schema.DisposeAsync();
}
