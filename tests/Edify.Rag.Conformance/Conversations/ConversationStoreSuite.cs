namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IConversationStore"/> must do. Derive from it, open your store, and your provider has its tests.</summary>
/// <remarks>Each test has data of its own, which <see cref="OpenStoreAsync"/> may be asked to open several times.</remarks>
public abstract partial class ConversationStoreSuite : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly List<IConversationStore> _opened = [];

    /// <summary>The store under test, empty when the test begins.</summary>
    protected IConversationStore Store { get; private set; } = null!;

    /// <summary>How many conversations the listing test makes: more than two pages of the store's own.</summary>
    protected virtual int ManyConversations => 250;

    /// <summary>A user of the tests.</summary>
    protected static RagUser Asha { get; } = new("asha", "school-1");

    /// <summary>Opens a store over the test's data; one that was opened before may still be open.</summary>
    protected abstract ValueTask<IConversationStore> OpenStoreAsync();

    /// <summary>Removes the test's data, after all that was opened is closed.</summary>
    protected virtual ValueTask DeleteDataAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _opened)
        {
            if (store is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (store as IDisposable)?.Dispose();
        }

        await DeleteDataAsync();
    }

    /// <summary>A turn whose answer says what it was asked.</summary>
    /// <param name="question">The question.</param>
    /// <param name="minutes">When, in minutes after noon.</param>
    protected static ConversationTurn Turn(string question, int minutes = 0) =>
        new(Guid.NewGuid(), Noon.AddMinutes(minutes), question, new Answer($"About {question}.", AnswerOutcome.Answered, []));

    private async Task<IConversationStore> OpenAsync()
    {
        var store = await OpenStoreAsync();
        _opened.Add(store);
        return store;
    }

    private async Task<string[]> QuestionsAsync(RagUser user, string conversation, int? last = null) =>
        [.. (await Store.ReadAsync(user, conversation, last)).Select(t => t.Question)];

    private async Task<string[]> IdsAsync(RagUser user) => [.. (await ListAsync(user)).Select(c => c.Id)];

    private async Task<List<Conversation>> ListAsync(RagUser user)
    {
        var found = new List<Conversation>();
        await foreach (var conversation in Store.ListAsync(user)) found.Add(conversation);
        return found;
    }
}
