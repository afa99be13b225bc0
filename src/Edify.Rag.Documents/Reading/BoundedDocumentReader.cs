using System.Globalization;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Documents.Reading;

/// <summary>Holds a reader to <see cref="DocumentLimits.MaxFileBytes"/> and <see cref="DocumentLimits.MaxDuration"/>.</summary>
/// <remarks>
/// The clock runs only while the reader works, not while its consumer does. A reader that observes its token is stopped
/// when time is up; one that does not is stopped at its next element.
/// </remarks>
internal sealed class BoundedDocumentReader(IDocumentReader inner, TimeProvider time) : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => inner.Fingerprint;

    /// <inheritdoc/>
    public bool NeedsSeeking => inner.NeedsSeeking;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => inner.CanRead(probe);

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        if (NeedsSeeking && !content.CanSeek)
            throw new ArgumentException($"The format of '{context.Name}' needs random access: give a seekable stream.", nameof(content));
        return ReadBoundedAsync(content, context, cancellationToken);
    }

    private async IAsyncEnumerable<DocumentElement> ReadBoundedAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limited = LimitedStream.Over(content, context);
        using var clock = new ReadClock(context.Limits.MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Deadline);
        var read = inner is ITimedDocumentReader timed ? timed.ReadAsync(limited, context, clock, either.Token) : inner.ReadAsync(limited, context, either.Token);
        var elements = read.GetAsyncEnumerator(either.Token);
        await using var disposal = elements.ConfigureAwait(false);

        while (true)
        {
            if (!await MoveNextAsync(elements, clock, context, cancellationToken).ConfigureAwait(false)) yield break;
            if (clock.IsOver) throw OutOfTime(context);
            yield return elements.Current;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(
        IAsyncEnumerator<DocumentElement> elements, ReadClock clock, DocumentContext context, CancellationToken caller)
    {
        try
        {
            clock.Start();
            var hasNext = await elements.MoveNextAsync().ConfigureAwait(false);
            clock.Stop();
            return hasNext;
        }
        catch (OperationCanceledException e) when (clock.Deadline.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw OutOfTime(context, e);
        }
    }

    private static DocumentReadException OutOfTime(DocumentContext context, Exception? inner = null) => new(
        context.Name,
        DocumentFault.OverLimit,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Reading '{context.Name}' took longer than {nameof(DocumentLimits.MaxDuration)} ({context.Limits.MaxDuration.TotalSeconds:0.###} s). Raise the limit, or split the file."),
        inner) { Limit = nameof(DocumentLimits.MaxDuration) };
}
