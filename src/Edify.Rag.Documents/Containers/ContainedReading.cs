using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Containers;

/// <summary>One contained file that is being read, by the first reader that can.</summary>
/// <remarks>A reader that needs random access gets the file in memory; the others get it as it is inflated.</remarks>
internal sealed class ContainedReading(ContainedFile file, ReaderSet readers, ContainerScope scope) : IAsyncDisposable
{
    private const int ProbeLength = 4096;

    private readonly List<IAsyncDisposable> _open = [];
    private IAsyncEnumerator<DocumentElement>? _elements;
    private bool _isStarted;

    /// <summary>The next element of the file; <see langword="null"/> at its end, and when it is left out.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<DocumentElement?> NextAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }

        return _elements is not null && await _elements.MoveNextAsync().ConfigureAwait(false) ? _elements.Current : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var i = _open.Count - 1; i >= 0; i--) await _open[i].DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var bytes = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        var content = new LimitedStream(bytes, scope.Inflate);
        _open.Add(content);
        var head = new byte[ProbeLength];
        var length = await content.ReadAtLeastAsync(head, ProbeLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length == 0) return;

        if (readers.Find(new(file.Name, file.ContentType, head.AsMemory(0, length))) is not { } reader)
        {
            scope.LeaveOut(file.Name, "no reader knows its format");
            return;
        }

        Stream peeked = new PeekedStream(head.AsMemory(0, length), content);
        _open.Add(peeked);
        var context = scope.ContextOf(file.Name);
        var whole = reader.NeedsSeeking ? await HoldAsync(peeked, cancellationToken).ConfigureAwait(false) : peeked;
        if (whole is null) return;
        _elements = reader.ReadAsync(whole, context, cancellationToken).GetAsyncEnumerator(cancellationToken);
        _open.Add(_elements);
    }

    private async Task<Stream?> HoldAsync(Stream content, CancellationToken cancellationToken)
    {
        if (await HeldStream.ReadAsync(content, scope, cancellationToken).ConfigureAwait(false) is { } whole)
        {
            _open.Add(whole);
            return whole;
        }

        scope.LeaveOut(
            file.Name, "its format needs random access, and it is larger than the memory that containers may take; put it beside its container");
        return null;
    }
}
