namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>Lets time pass for work that waits for it.</summary>
internal static class FakeTime
{
    /// <summary>Moves the time on until the work has ended.</summary>
    public static async Task<TResult> PassUntilAsync<TResult>(this FakeTimeProvider time, Task<TResult> work, TimeSpan? step = null)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(2));
            time.Advance(step ?? TimeSpan.FromSeconds(1));
        }

        return await work;
    }
}
