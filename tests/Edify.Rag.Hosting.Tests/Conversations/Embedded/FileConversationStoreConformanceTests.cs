using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Conversations.Embedded;

namespace Edify.Rag.Hosting.Tests.Conversations.Embedded;

public sealed class FileConversationStoreConformanceTests : ConversationStoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IConversationStore> OpenStoreAsync() => new(new FileConversationStore(_directory.Path, TimeProvider.System));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
