using Edify.Rag.Conformance;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Conversations;

[Trait("Needs", "postgres")]
public sealed class PostgresConversationStoreConformanceTests : ConversationStoreSuite
{
    private readonly TestSchema _schema = new();

    protected override ValueTask<IConversationStore> OpenStoreAsync() => new(_schema.Conversations());

    protected override ValueTask DeleteDataAsync() => _schema.DisposeAsync();
}
