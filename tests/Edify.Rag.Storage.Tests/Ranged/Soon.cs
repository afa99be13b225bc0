namespace Edify.Rag.Storage.Tests.Ranged;

/// <summary>Waits for what must happen, and fails with its name when it does not, instead of waiting forever.</summary>
internal static class Soon
{
    // Counted in pauses and not by a clock, so that a machine that stands still for a while uses none of them up: at least two minutes.
    private const int Pauses = 12_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is so.</summary>
    public static async Task IsAsync(Func<bool> holds, string what)
    {
        for (var i = 0; !holds(); i++)
        {
            if (i == Pauses) Assert.Fail($"It was waited for in vain that {what}.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits for the end of something, whichever it is.</summary>
    public static async Task EndsAsync(this Task work, string what)
    {
        await IsAsync(() => work.IsCompleted, $"{what} ends");
        await work;
    }

    /// <summary>Waits for the end of something, whichever it is.</summary>
    public static async Task<T> EndsAsync<T>(this Task<T> work, string what)
    {
        await IsAsync(() => work.IsCompleted, $"{what} ends");
        return await work;
    }
}
