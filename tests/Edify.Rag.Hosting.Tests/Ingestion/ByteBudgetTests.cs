using Edify.Rag.Hosting.Ingestion;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class ByteBudgetTests
{
    [Fact]
    public async Task Who_wants_more_than_is_left_waits_until_it_is_given_back()
    {
        var budget = new ByteBudget(10);
        Assert.Equal(7, await budget.TakeAsync(7, default));
        var waiting = budget.TakeAsync(5, default).AsTask();
        Assert.False(waiting.IsCompleted);
        budget.Return(7);
        Assert.Equal(5, await waiting);
    }

    [Fact]
    public async Task The_first_who_waits_is_served_first_even_when_a_later_one_would_fit()
    {
        var budget = new ByteBudget(10);
        await budget.TakeAsync(6, default);
        var large = budget.TakeAsync(8, default).AsTask();
        var small = budget.TakeAsync(1, default).AsTask();
        Assert.False(small.IsCompleted);
        budget.Return(6);
        await large;
        await small;
    }

    [Fact]
    public async Task More_than_the_whole_budget_counts_as_the_whole()
    {
        var budget = new ByteBudget(10);
        Assert.Equal(10, await budget.TakeAsync(1_000, default));
    }

    [Fact]
    public async Task Who_gives_up_waiting_blocks_nobody()
    {
        var budget = new ByteBudget(10);
        await budget.TakeAsync(10, default);
        using var impatient = new CancellationTokenSource();
        var gone = budget.TakeAsync(10, impatient.Token).AsTask();
        var next = budget.TakeAsync(3, default).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        budget.Return(10);
        await next;
        Assert.Equal(7, await budget.TakeAsync(7, default));
    }
}
