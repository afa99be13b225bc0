namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>Waits for what happens on another thread.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!condition()) await Task.Delay(2, limit.Token);
    }
}
