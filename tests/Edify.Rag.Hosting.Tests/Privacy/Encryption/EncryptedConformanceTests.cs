using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Conversations.Embedded;
using Edify.Rag.Hosting.Privacy.Encryption.Conversations;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Privacy.Encryption;

/// <summary>An encrypted store does all that the store does, search by words included.</summary>
public sealed class EncryptedVectorStoreConformanceTests : VectorStoreSuite
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<(IVectorStore Store, ServiceProvider Services)> _made = [];

    protected override ValueTask<IVectorStore> CreateStoreAsync()
    {
        var services = new ServiceCollection().AddLogging().AddEdifyRag(rag => rag
            .UseStateDirectory(_directory.Path).UseKeys(_ => new TestKeys("old", "new")).WithEncryption()).BuildServiceProvider();
        _made.Add((services.GetRag<IVectorStore>(), services));
        return new(_made[^1].Store);
    }

    protected override async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        await _made.Single(made => ReferenceEquals(made.Store, store)).Services.DisposeAsync();
        if (ReferenceEquals(store, Store)) _directory.Dispose();
    }
}

/// <summary>So does an encrypted store of conversations.</summary>
public sealed class EncryptedConversationStoreConformanceTests : ConversationStoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IConversationStore> OpenStoreAsync() => new(new EncryptingConversationStore(
        new FileConversationStore(_directory.Path, TimeProvider.System), new KeyRing(new TestKeys("a"), TimeProvider.System)));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
