using System.Runtime.ExceptionServices;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>Tells a file that can't be had from a source that is gone: the one fails alone, the other stops the run.</summary>
internal sealed class SourceHealth(IBlobSource source, string prefix)
{
    private const int MostInARow = 8;

    private int _inARow;
    private volatile bool _everAnswered;

    /// <summary>A document was had, whatever was in it.</summary>
    public void Answered()
    {
        _everAnswered = true;
        Volatile.Write(ref _inARow, 0);
    }

    /// <summary>Raises the error again when it is not about one document.</summary>
    /// <param name="error">Why a document could not be had.</param>
    /// <param name="cancellationToken">Stops asking the source.</param>
    public async ValueTask ThrowIfDownAsync(Exception error, CancellationToken cancellationToken)
    {
        // Files that nobody may read can stand side by side in a folder; outages do not stop at files.
        var inARow = Interlocked.Increment(ref _inARow);
        var isSystematic = inARow >= MostInARow && (error is RagOutageException || !_everAnswered);
        if (isSystematic || !await AnswersAsync(cancellationToken).ConfigureAwait(false)) ExceptionDispatchInfo.Throw(error);
    }

    private async ValueTask<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var listing = source.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var _ = listing.ConfigureAwait(false);
            await listing.MoveNextAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
