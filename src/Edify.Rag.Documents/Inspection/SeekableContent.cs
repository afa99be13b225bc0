using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Inspection;

/// <summary>A file that can be read again from its start: the caller's stream, or a copy on disk that goes with it.</summary>
internal sealed class SeekableContent : IAsyncDisposable
{
    private readonly bool _isCopy;

    private SeekableContent(Stream stream, bool isCopy) => (Stream, _isCopy) = (stream, isCopy);

    /// <summary>The file, at its start.</summary>
    public Stream Stream { get; }

    /// <summary>Takes a stream as it is, if it can seek, and copies it otherwise.</summary>
    /// <exception cref="DocumentReadException">The stream is longer than a file may be.</exception>
    public static async Task<SeekableContent> OpenAsync(Stream content, DocumentContext context, CancellationToken cancellationToken)
    {
        if (content.CanSeek) return new(content, isCopy: false);

        var copy = new SeekableContent(File.Create(Path.GetTempFileName(), 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous), isCopy: true);
        try
        {
            await LimitedStream.Over(content, context).CopyToAsync(copy.Stream, cancellationToken).ConfigureAwait(false);
            copy.Stream.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _isCopy ? Stream.DisposeAsync() : ValueTask.CompletedTask;
}
