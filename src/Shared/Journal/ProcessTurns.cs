namespace Edify.Rag.Shared.Journal;

/// <summary>Lets processes change files of one directory in turn, each for moments: those that meet wait for each other.</summary>
/// <remarks>
/// A lock of the operating system for each place, which ends with its process however that ends; the empty files stay. Threads of
/// this process wait for each other before that.
/// </remarks>
/// <param name="directory">Where the locks lie; made when it is first needed.</param>
/// <param name="places">How many places there are: what is in different ones may be changed at the same time.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessTurns(string directory, int places, TimeProvider time)
{
    private const int Attempts = 1_000;
    private const int LongestPause = 16;

    private readonly Lock[] _gates = [.. Enumerable.Range(0, places).Select(_ => new Lock())];

    /// <summary>Does something that nobody else does at the same place meanwhile.</summary>
    /// <exception cref="RagStateException">Others did not come to an end for seconds (transient), or the lock can't be made.</exception>
    public async Task<T> TakeAsync<T>(int place, Func<T> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gates[place])
            {
                using var held = TryLock(place);
                if (held is not null) return work();
            }

            // At random, so that those who wait do not come back all at once.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, LongestPause)), time, cancellationToken).ConfigureAwait(false);
        }

        throw new RagStateException(directory, $"Another process has been changing what '{directory}' guards for seconds. Try again, and look at what it does.", isTransient: true);
    }

    private FileStream? TryLock(int place)
    {
        var path = Path.Combine(directory, place.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(directory);
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RagStateException(path, $"The lock '{path}' can't be made. Grant this process the right to write in its directory.", innerException: e);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
