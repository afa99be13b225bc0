namespace Edify.Rag.Conformance;

public abstract partial class ConversationStoreSuite
{
    // Pairs that a careless key would take for one another.
    private static readonly RagUser[] Strangers =
    [
        new("ravi", "school-1"), new("asha", "school-2"), new("Asha", "school-1"), new("asha", "school-1 "), new("1asha", "school-"), new("school-1", "asha"), new("asha", ""),
    ];

    /// <summary>Another's conversation is as one that does not exist, whatever is tried.</summary>
    [Fact]
    public async Task Nobody_reaches_a_conversation_of_another()
    {
        var turn = Turn("secret");
        await Store.AppendAsync(Asha, "c", turn);
        foreach (var stranger in Strangers)
        {
            Assert.Null(await Store.FindAsync(stranger, "c"));
            Assert.Empty(await Store.ReadAsync(stranger, "c"));
            Assert.Empty(await ListAsync(stranger));
            Assert.False(await Store.RateAsync(stranger, "c", turn.Id, new(1, Noon)));
            Assert.False(await Store.SummarizeAsync(stranger, "c", new("short", 1, "s")));
            Assert.False(await Store.DeleteAsync(stranger, "c"));
            Assert.Equal(0, await Store.DeleteAllAsync(stranger));
        }

        var kept = Assert.Single(await Store.ReadAsync(Asha, "c"));
        Assert.Null(kept.Feedback);
        Assert.Null((await Store.FindAsync(Asha, "c"))?.Summary);
    }

    /// <summary>One name stands for as many conversations as there are users, and even one turn for as many turns.</summary>
    [Fact]
    public async Task Conversations_of_one_name_lie_apart()
    {
        var turn = Turn("hers");
        await Store.AppendAsync(Asha, "c", turn);
        foreach (var stranger in Strangers) await Store.AppendAsync(stranger, "c", turn with { Question = $"of {stranger.Id}/{stranger.Tenant}" });
        Assert.Equal(["hers"], await QuestionsAsync(Asha, "c"));
        foreach (var stranger in Strangers) Assert.Equal([$"of {stranger.Id}/{stranger.Tenant}"], await QuestionsAsync(stranger, "c"));

        Assert.True(await Store.DeleteAsync(Asha, "c"));
        foreach (var stranger in Strangers) Assert.Single(await ListAsync(stranger));
    }

    /// <summary>The last used comes first.</summary>
    [Fact]
    public async Task Conversations_are_listed_the_last_used_first()
    {
        await Store.AppendAsync(Asha, "a", Turn("1", 1));
        await Store.AppendAsync(Asha, "b", Turn("2", 2));
        await Store.AppendAsync(Asha, "c", Turn("3", 3));
        await Store.AppendAsync(Asha, "a", Turn("4", 4));
        Assert.Equal(["a", "c", "b"], await IdsAsync(Asha));
    }

    /// <summary>A listing has them all, however many.</summary>
    [Fact]
    public async Task Many_conversations_are_all_listed_in_order()
    {
        foreach (var i in Enumerable.Range(0, ManyConversations)) await Store.AppendAsync(Asha, $"c{i:D4}", Turn($"{i}", i / 3));
        var listed = await ListAsync(Asha);
        Assert.Equal(ManyConversations, listed.Select(c => c.Id).Distinct().Count());
        Assert.Equal(listed.OrderByDescending(c => c.LastUsed).ThenBy(c => c.Id, StringComparer.Ordinal), listed);
    }
}
