using System.Runtime.CompilerServices;

namespace Edify.Rag.Documents.Inspection;

/// <summary>Those who receive elements and chunks; their time and failures are not the document's.</summary>
internal sealed class Listeners(InspectionRequest request, TimeProvider time)
{
    /// <summary>Whether one of them failed.</summary>
    public bool HaveFailed { get; private set; }

    /// <summary>The time they took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Passes elements on.</summary>
    public async IAsyncEnumerable<DocumentElement> HearAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await CallAsync(request.OnElement, element, cancellationToken).ConfigureAwait(false);
            yield return element;
        }
    }

    /// <summary>Passes a chunk on.</summary>
    public ValueTask HearAsync(Chunk chunk, CancellationToken cancellationToken) => CallAsync(request.OnChunk, chunk, cancellationToken);

    private async ValueTask CallAsync<T>(Func<T, CancellationToken, ValueTask>? listener, T heard, CancellationToken cancellationToken)
    {
        if (listener is null) return;
        var started = time.GetTimestamp();
        try
        {
            await listener(heard, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            HaveFailed = true;
            throw;
        }

        Elapsed += time.GetElapsedTime(started);
    }
}
