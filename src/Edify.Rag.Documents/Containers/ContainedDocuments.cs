using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Containers;

/// <summary>Reads the files within a container as parts of one document.</summary>
/// <remarks>
/// Each file stands under a heading with its name, its own headings below that. A file that cannot be read is reported and
/// left out; only what all files share, the inflated bytes and the time, ends the whole.
/// </remarks>
/// <param name="readers">The readers to ask.</param>
/// <param name="context">Name, limits and listener of the container.</param>
/// <param name="composer">Makes the elements of the container.</param>
internal sealed class ContainedDocuments(ReaderSet readers, DocumentContext context, ElementComposer composer)
{
    private readonly ContainerScope _scope = ContainerScope.Enter(context);

    /// <summary>Tells that a file is left out.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="reason">Why.</param>
    public void LeaveOut(string file, string reason) => _scope.LeaveOut(file, reason);

    /// <summary>Reads the container itself into memory.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">It is larger than the memory that containers may take.</exception>
    public async Task<HeldStream> HoldAsync(Stream content, CancellationToken cancellationToken) =>
        await HeldStream.ReadAsync(content, _scope, cancellationToken).ConfigureAwait(false) ?? throw OverLimit.Held(
            context, nameof(DocumentLimits.MaxFileBytes), "The whole", ContainerScope.MostHeld, "bytes");

    /// <summary>Refuses a container that lies too deep within others.</summary>
    /// <exception cref="DocumentReadException">It does.</exception>
    public void CheckDepth()
    {
        if (_scope.Depth <= readers.Options.MaxArchiveDepth) return;
        throw new DocumentReadException(
            context.Name,
            DocumentFault.OverLimit,
            $"'{context.Name}' lies within more containers than {nameof(DocumentReaderOptions.MaxArchiveDepth)} ({readers.Options.MaxArchiveDepth}) allows.")
        { Limit = nameof(DocumentReaderOptions.MaxArchiveDepth) };
    }

    /// <summary>Refuses a container of too many files.</summary>
    /// <param name="count">How many it holds.</param>
    /// <exception cref="DocumentReadException">They are too many.</exception>
    public void CheckCount(long count)
    {
        var (limit, most) = readers.Options.MaxArchiveEntries <= context.Limits.MaxObjects
            ? (nameof(DocumentReaderOptions.MaxArchiveEntries), readers.Options.MaxArchiveEntries)
            : (nameof(DocumentLimits.MaxObjects), context.Limits.MaxObjects);
        if (count <= most) return;
        var message = $"'{context.Name}' holds more files than {limit} ({most}) allows.";
        throw new DocumentReadException(context.Name, DocumentFault.OverLimit, message) { Limit = limit };
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="level">Level of the heading with its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        ContainedFile file, int level, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = new ContainedReading(file, readers, _scope);
        await using var disposal = reading.ConfigureAwait(false);
        var shift = file.HasHeading ? level : level - 1;
        var isFirst = true;
        while (await NextOrLeaveOutAsync(reading, file, cancellationToken).ConfigureAwait(false) is { } element)
        {
            // A file without text needs no heading.
            if (isFirst && file.HasHeading && composer.Compose(ElementKind.Heading, file.Name, level: level) is { } heading) yield return heading;
            isFirst = false;
            var innerLevel = element.Kind == ElementKind.Heading ? element.Level + shift : element.Level;
            if (composer.Compose(element.Kind, element.Text, level: innerLevel) is { } composed) yield return composed;
        }
    }

    private async ValueTask<DocumentElement?> NextOrLeaveOutAsync(ContainedReading reading, ContainedFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await reading.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentReadException e) when (_scope.IsSpent || e.Limit == nameof(DocumentLimits.MaxDuration))
        {
            if (e.Document == context.Name) throw;
            throw new DocumentReadException(context.Name, e.Fault, $"Reading '{context.Name}' ended at {e.Limit}: {e.Message}", e) { Limit = e.Limit };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Readers of others may raise anything, and the files beside this one are none the worse for it.
            _scope.LeaveOut(file.Name, e is DocumentReadException ? e.Message : $"it is damaged ({e.GetType().Name})");
            return null;
        }
    }
}
