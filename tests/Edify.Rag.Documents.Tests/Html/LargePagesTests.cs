using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Tests.Html;

public class LargePagesTests
{
    private const int Large = 1 << 20;

    [Fact]
    public async Task Large_pages_take_turns_and_small_ones_wait_for_none()
    {
        var first = await LargePages.TurnAsync(Large, clock: null, TestContext.Current.CancellationToken);
        var second = LargePages.TurnAsync(Large, clock: null, TestContext.Current.CancellationToken).AsTask();
        using (await LargePages.TurnAsync(1_000, clock: null, TestContext.Current.CancellationToken)) Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_large_page_that_is_no_longer_wanted_does_not_keep_the_turn()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = await LargePages.TurnAsync(Large, clock: null, TestContext.Current.CancellationToken);
        var second = LargePages.TurnAsync(Large, clock: null, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await LargePages.TurnAsync(Large, clock: null, TestContext.Current.CancellationToken)).Dispose();
    }
}
