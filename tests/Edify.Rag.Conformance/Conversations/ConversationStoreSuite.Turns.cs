namespace Edify.Rag.Conformance;

public abstract partial class ConversationStoreSuite
{
    /// <summary>What was never begun is not there.</summary>
    [Fact]
    public async Task A_conversation_that_was_never_begun_is_not_there()
    {
        Assert.Null(await Store.FindAsync(Asha, "none"));
        Assert.Empty(await Store.ReadAsync(Asha, "none"));
        Assert.Empty(await ListAsync(Asha));
        Assert.False(await Store.DeleteAsync(Asha, "none"));
        Assert.Equal(0, await Store.DeleteAllAsync(Asha));
    }

    /// <summary>The first turn makes the conversation.</summary>
    [Fact]
    public async Task The_first_turn_makes_the_conversation()
    {
        await Store.AppendAsync(Asha, "c", Turn("What is  the\nlate fee?", 3));
        await Store.AppendAsync(Asha, "c", Turn("And for two weeks?", 5));
        var conversation = await Store.FindAsync(Asha, "c");
        Assert.Equal(new Conversation("c", "What is the late fee?", Noon.AddMinutes(3), Noon.AddMinutes(5), 2), conversation);
        Assert.Equal([conversation!], await ListAsync(Asha));
    }

    /// <summary>A turn comes back as it was kept, with all that an answer tells.</summary>
    [Fact]
    public async Task A_turn_is_read_as_it_was_kept()
    {
        var turn = new ConversationTurn(Guid.NewGuid(), Noon.AddTicks(1_234_560), "शुल्क \0 „late“ 😀\r\n<b>", new Answer("50 रुपये [1].", AnswerOutcome.Degraded,
            [new(1, "SOP/fees.pdf", 12, "50 \"rupees\"") { Title = "Fees", PageLabel = "xii", DocumentId = Guid.NewGuid(), ChunkId = Guid.NewGuid() }])
        {
            ConversationId = "c",
            Trace = new()
            {
                Strategy = "hybrid", PromptVersion = "answer.v1", Model = "m", InputTokens = 5, OutputTokens = long.MaxValue, Cost = 0.0123m, Cached = true,
                Scope = "0123", Degraded = ["slow"], Steps = [new("search", TimeSpan.FromTicks(17), "3 passages")],
            },
        });
        await Store.AppendAsync(Asha, "c", turn);
        var read = Assert.Single(await Store.ReadAsync(Asha, "c"));
        Assert.Equal((turn.Id, turn.AskedAt, turn.Question, turn.Feedback), (read.Id, read.AskedAt, read.Question, read.Feedback));
        Assert.Equal((turn.Answer.Text, turn.Answer.Outcome, turn.Answer.ConversationId), (read.Answer.Text, read.Answer.Outcome, read.Answer.ConversationId));
        Assert.Equal(turn.Answer.Citations, read.Answer.Citations);
        Assert.Equal(turn.Answer.Trace.Steps, read.Answer.Trace.Steps);
        Assert.Equal(turn.Answer.Trace.Degraded, read.Answer.Trace.Degraded);
        Assert.Equal(turn.Answer.Trace.Warnings, read.Answer.Trace.Warnings);
        Assert.Equal(turn.Answer.Trace with { Steps = [], Degraded = [], Warnings = [] }, read.Answer.Trace with { Steps = [], Degraded = [], Warnings = [] });
    }

    /// <summary>Turns are in order, and the last ones can be had alone.</summary>
    [Fact]
    public async Task Turns_are_read_oldest_first_and_the_last_ones_alone()
    {
        for (var i = 1; i <= 5; i++) await Store.AppendAsync(Asha, "c", Turn($"{i}", i));
        Assert.Equal(["1", "2", "3", "4", "5"], await QuestionsAsync(Asha, "c"));
        Assert.Equal(["4", "5"], await QuestionsAsync(Asha, "c", last: 2));
        Assert.Equal(["1", "2", "3", "4", "5"], await QuestionsAsync(Asha, "c", last: 50));
        Assert.Empty(await QuestionsAsync(Asha, "c", last: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadAsync(Asha, "c", last: -1));
    }

    /// <summary>A call that is repeated after its answer was lost adds nothing.</summary>
    [Fact]
    public async Task A_turn_that_is_added_again_changes_nothing()
    {
        var turn = Turn("first", 1);
        await Store.AppendAsync(Asha, "c", turn);
        await Store.AppendAsync(Asha, "c", Turn("second", 2));
        await Store.AppendAsync(Asha, "c", turn with { Question = "other", AskedAt = Noon.AddHours(9) });
        Assert.Equal(["first", "second"], await QuestionsAsync(Asha, "c"));
        Assert.Equal((2, Noon.AddMinutes(2)), (await Store.FindAsync(Asha, "c")) is { } c ? (c.Turns, c.LastUsed) : default);
    }

    /// <summary>What was kept is there when the store is opened again.</summary>
    [Fact]
    public async Task Another_opening_of_the_store_sees_what_was_kept()
    {
        var turn = Turn("kept");
        await Store.AppendAsync(Asha, "c", turn);
        await Store.RateAsync(Asha, "c", turn.Id, new(4, Noon));
        var other = await OpenAsync();
        Assert.Equal(4, Assert.Single(await other.ReadAsync(Asha, "c")).Feedback?.Rating);
        await other.AppendAsync(Asha, "c", Turn("more", 1));
        Assert.Equal(["kept", "more"], await QuestionsAsync(Asha, "c"));
    }

    /// <summary>Questions that come at one time all find their place.</summary>
    [Fact]
    public async Task Turns_that_are_added_at_one_time_are_all_kept()
    {
        var other = await OpenAsync();
        var turns = Enumerable.Range(0, 24).Select(i => Turn($"{i:D2}", i)).ToList();
        await Task.WhenAll(turns.Select((turn, i) => Task.Run(() => (i % 2 == 0 ? Store : other).AppendAsync(Asha, "c", turn))));
        Assert.Equal(turns.Select(t => t.Question), (await QuestionsAsync(Asha, "c")).Order(StringComparer.Ordinal));
        Assert.Equal(24, (await Store.FindAsync(Asha, "c"))?.Turns);
    }

    /// <summary>A name is kept as it is, whatever it would mean to a file system or a database.</summary>
    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("C:\\x\\..\\y")]
    [InlineData("a'; DROP TABLE conversations; --")]
    [InlineData("%_*?")]
    [InlineData(" ")]
    [InlineData("शाला 😀")]
    public async Task A_name_is_kept_as_it_is(string name)
    {
        var user = new RagUser("u" + name, name);
        await Store.AppendAsync(user, name, Turn(name));
        await Store.AppendAsync(user, name + "x", Turn("other", 1));
        Assert.Equal([name + "x", name], await IdsAsync(user));
        Assert.Equal(name, (await Store.FindAsync(user, name))?.Id);
        Assert.Empty(await ListAsync(Asha));
    }

    /// <summary>Who chooses a name that can't be one is told so, and finds nothing by it.</summary>
    [Fact]
    public async Task A_name_that_can_not_be_one_is_refused()
    {
        foreach (var name in (string[])["", "a\nb", "a\0b", "\ud83d", new('x', 129)])
        {
            await Assert.ThrowsAsync<RagInputException>(() => Store.AppendAsync(Asha, name, Turn("q")));
            Assert.Null(await Store.FindAsync(Asha, name));
            Assert.Empty(await Store.ReadAsync(Asha, name));
            Assert.False(await Store.DeleteAsync(Asha, name));
        }

        Assert.Empty(await ListAsync(Asha));
    }

    /// <summary>A title is one line of 200 characters, none of them cut in two.</summary>
    [Fact]
    public async Task A_title_is_cut_between_characters()
    {
        await Store.AppendAsync(Asha, "c", Turn(new string('x', 199) + "😀 and more"));
        Assert.Equal(new string('x', 199), (await Store.FindAsync(Asha, "c"))?.Title);
    }

    /// <summary>Cancellation is told.</summary>
    [Fact]
    public async Task Cancellation_reaches_the_caller()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AppendAsync(Asha, "c", Turn("q"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(Asha, "c", cancellationToken: cancelled.Token));
        Assert.Null(await Store.FindAsync(Asha, "c"));
    }
}
