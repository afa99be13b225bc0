using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Has large pages parsed one at a time.</summary>
/// <remarks>
/// The tree of a page takes some fifty times the memory of its markup. How much markup there is tells only the file itself, once
/// pictures are left out of it; so no budget that goes by the size of files can bound it.
/// </remarks>
internal static class LargePages
{
    /// <summary>Characters from which on a page is large: up to here its tree takes no more than the buffers of other formats.</summary>
    private const int Large = 512 * 1024;

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Waits for the turn of a page; disposing what is returned ends it. A small one has it at once.</summary>
    /// <param name="characters">Length of its markup.</param>
    /// <param name="clock">Stands still while the page waits for others.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async ValueTask<Turn> TurnAsync(int characters, ReadClock? clock, CancellationToken cancellationToken)
    {
        if (characters < Large) return default;
        clock?.Stop();
        await OneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        clock?.Start();
        return new Turn(OneAtATime);
    }

    /// <summary>A turn.</summary>
    internal readonly struct Turn(SemaphoreSlim? taken) : IDisposable
    {
        public void Dispose() => taken?.Release();
    }
}
