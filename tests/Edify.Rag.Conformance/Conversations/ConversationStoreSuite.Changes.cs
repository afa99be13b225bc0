namespace Edify.Rag.Conformance;

public abstract partial class ConversationStoreSuite
{
    /// <summary>The last word about an answer counts.</summary>
    [Fact]
    public async Task An_answer_is_rated_and_the_last_word_counts()
    {
        var (first, second) = (Turn("1", 1), Turn("2", 2));
        await Store.AppendAsync(Asha, "c", first);
        await Store.AppendAsync(Asha, "c", second);
        Assert.True(await Store.RateAsync(Asha, "c", first.Id, new(1, Noon) { Text = "wrong \0 page" }));
        var last = new AnswerFeedback(5, Noon.AddHours(1)) { Text = "right after all" };
        Assert.True(await Store.RateAsync(Asha, "c", first.Id, last));
        var turns = await Store.ReadAsync(Asha, "c");
        Assert.Equal([last, null], turns.Select(t => t.Feedback));
        Assert.Equal(Noon.AddMinutes(2), (await Store.FindAsync(Asha, "c"))?.LastUsed);
    }

    /// <summary>What is not there can't be rated.</summary>
    [Fact]
    public async Task A_turn_that_is_not_there_can_not_be_rated()
    {
        Assert.False(await Store.RateAsync(Asha, "c", Guid.NewGuid(), new(3, Noon)));
        var turn = Turn("q");
        await Store.AppendAsync(Asha, "c", turn);
        Assert.False(await Store.RateAsync(Asha, "c", Guid.NewGuid(), new(3, Noon)));
        Assert.False(await Store.RateAsync(Asha, "d", turn.Id, new(3, Noon)));
        foreach (var wrong in (AnswerFeedback[])[new(0, Noon), new(6, Noon), new(3, Noon) { Text = new('x', 4001) }])
            await Assert.ThrowsAsync<RagInputException>(() => Store.RateAsync(Asha, "c", turn.Id, wrong));
        Assert.Null(Assert.Single(await Store.ReadAsync(Asha, "c")).Feedback);
    }

    /// <summary>The last summary counts, and is found with the conversation.</summary>
    [Fact]
    public async Task A_conversation_keeps_its_last_summary()
    {
        Assert.False(await Store.SummarizeAsync(Asha, "c", new("short", 1, "scope")));
        await Store.AppendAsync(Asha, "c", Turn("q"));
        Assert.True(await Store.SummarizeAsync(Asha, "c", new("short", 1, "scope")));
        var summary = new ConversationSummary("शुल्क \0 😀", 7, "other");
        Assert.True(await Store.SummarizeAsync(Asha, "c", summary));
        Assert.Equal(summary, (await Store.FindAsync(Asha, "c"))?.Summary);
        Assert.Equal(summary, Assert.Single(await ListAsync(Asha)).Summary);
        Assert.Single(await Store.ReadAsync(Asha, "c"));
    }

    /// <summary>What is deleted is gone, and nothing else.</summary>
    [Fact]
    public async Task A_deleted_conversation_is_gone()
    {
        await Store.AppendAsync(Asha, "c", Turn("1", 1));
        await Store.AppendAsync(Asha, "d", Turn("2", 2));
        await Store.SummarizeAsync(Asha, "c", new("short", 1, "scope"));
        Assert.True(await Store.DeleteAsync(Asha, "c"));
        Assert.False(await Store.DeleteAsync(Asha, "c"));
        Assert.Null(await Store.FindAsync(Asha, "c"));
        Assert.Empty(await Store.ReadAsync(Asha, "c"));
        Assert.Equal(["d"], await IdsAsync(Asha));

        await Store.AppendAsync(Asha, "c", Turn("anew", 3));
        Assert.Equal(["anew"], await QuestionsAsync(Asha, "c"));
        Assert.Null((await Store.FindAsync(Asha, "c"))?.Summary);
    }

    /// <summary>Who leaves takes everything along.</summary>
    [Fact]
    public async Task All_conversations_of_a_user_go_at_once()
    {
        var ravi = new RagUser("ravi", Asha.Tenant);
        await Store.AppendAsync(ravi, "c", Turn("his"));
        foreach (var i in Enumerable.Range(0, 5)) await Store.AppendAsync(Asha, $"c{i}", Turn($"{i}", i));
        Assert.Equal(5, await Store.DeleteAllAsync(Asha));
        Assert.Empty(await ListAsync(Asha));
        Assert.Equal(["c"], await IdsAsync(ravi));
    }

    /// <summary>What cites an erased document goes as a whole, whose ever it is; what does not stays.</summary>
    [Fact]
    public async Task Conversations_that_cite_a_document_are_erased_within_their_tenant()
    {
        var (document, other) = (Guid.NewGuid(), Guid.NewGuid());
        var ravi = new RagUser("ravi", Asha.Tenant);
        var stranger = new RagUser("asha", "school-9");
        await Store.AppendAsync(Asha, "cites", Turn("1", 1));
        await Store.AppendAsync(Asha, "cites", Citing(document, 2));
        await Store.AppendAsync(Asha, "cites", Turn("3", 3));
        await Store.AppendAsync(ravi, "cites", Citing(document, 1));
        await Store.AppendAsync(ravi, "other", Citing(other, 1));
        await Store.AppendAsync(stranger, "cites", Citing(document, 1));
        Assert.Equal(0, await Store.EraseAsync(Asha.Tenant, []));
        Assert.Equal(2, await Store.EraseAsync(Asha.Tenant, [Guid.NewGuid(), document]));
        Assert.Empty(await IdsAsync(Asha));
        Assert.Equal(["other"], await IdsAsync(ravi));
        Assert.Equal(["cites"], await IdsAsync(stranger));
    }

    /// <summary>A tenant that leaves takes all conversations along, and no other's.</summary>
    [Fact]
    public async Task All_conversations_of_a_tenant_are_erased()
    {
        var stranger = new RagUser("asha", "school-9");
        await Store.AppendAsync(Asha, "c", Turn("1"));
        await Store.AppendAsync(new("ravi", Asha.Tenant), "c", Turn("2"));
        await Store.AppendAsync(stranger, "c", Turn("3"));
        Assert.Equal(2, await Store.EraseAsync(Asha.Tenant));
        Assert.Equal(0, await Store.EraseAsync(Asha.Tenant));
        Assert.Empty(await IdsAsync(Asha));
        Assert.Equal(["c"], await IdsAsync(stranger));
    }

    /// <summary>What was not used for long goes, whose ever it is.</summary>
    [Fact]
    public async Task What_was_not_used_for_long_goes()
    {
        var ravi = new RagUser("ravi", "school-9");
        await Store.AppendAsync(Asha, "old", Turn("1", 1));
        await Store.AppendAsync(ravi, "old", Turn("1", 2));
        await Store.AppendAsync(Asha, "used", Turn("1", 1));
        await Store.AppendAsync(Asha, "used", Turn("2", 60));
        await Store.AppendAsync(ravi, "edge", Turn("1", 30));
        Assert.Equal(2, await Store.PruneAsync(Noon.AddMinutes(30)));
        Assert.Equal(["used"], await IdsAsync(Asha));
        Assert.Equal(["edge"], await IdsAsync(ravi));
        Assert.Equal(0, await Store.PruneAsync(Noon.AddMinutes(30)));
        Assert.Equal(2, await Store.PruneAsync(Noon.AddMinutes(61)));
    }

    private static ConversationTurn Citing(Guid document, int minutes)
    {
        var turn = Turn("q", minutes);
        return turn with { Answer = turn.Answer with { Citations = [new(1, "a.txt", 0, "so it says") { DocumentId = document }] } };
    }
}
