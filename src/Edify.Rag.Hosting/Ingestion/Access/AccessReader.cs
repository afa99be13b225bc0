namespace Edify.Rag.Hosting.Ingestion.Access;

/// <summary>Who sees a document, as its sidecar and its blob's metadata say.</summary>
/// <param name="Access">Who sees it.</param>
/// <param name="Mark">Tells from which statements that was taken; see <see cref="AccessMark"/>.</param>
/// <param name="Issue">Why the document was closed; <see langword="null"/> where all was understood.</param>
internal sealed record ReadAccess(DocumentAccess Access, string Mark, string? Issue = null)
{
    /// <summary>Nothing is said about it.</summary>
    public static ReadAccess ByRules { get; } = new(DocumentAccess.ByRules, string.Empty);
}

/// <summary>Reads who sees a document. Whatever can't be understood closes it: a slip in a list must not open what it was to close.</summary>
internal static class AccessReader
{
    /// <exception cref="BlobChangedException">The sidecar was written anew since it was listed.</exception>
    /// <exception cref="BlobStoreException">The source can't be reached; it may be tried again.</exception>
    public static async Task<ReadAccess> ReadAsync(IngestionParts parts, BlobItem document, CancellationToken cancellationToken)
    {
        var mark = AccessMark.Of(document);
        if (mark.Length == 0) return ReadAccess.ByRules;
        var sidecar = AccessMetadata.SidecarOf(document, out var areSeveral);
        try
        {
            if (areSeveral) throw new FormatException("it is there in several spellings");
            var own = sidecar is null ? DocumentAccess.ByRules : await ReadSidecarAsync(parts, sidecar, cancellationToken).ConfigureAwait(false);
            return new(Together(own, document), mark);
        }
        catch (FormatException e)
        {
            return new(DocumentAccess.Closed, mark, AccessIssue.Of(sidecar, e.Message));
        }
        catch (BlobNotFoundException)
        {
            return new(DocumentAccess.Closed, AccessMark.AsUnread(mark), AccessIssue.Of(sidecar, "it is gone; the next run looks again"));
        }
        catch (BlobAccessDeniedException)
        {
            return new(DocumentAccess.Closed, AccessMark.AsUnread(mark), AccessIssue.Of(sidecar, "it may not be read; the next run tries again"));
        }
    }

    // The sidecar's list takes the place of the metadata's; denials of both count.
    private static DocumentAccess Together(DocumentAccess sidecar, BlobItem document) => DocumentAccess.Create(
        sidecar.Allow ?? AccessMetadata.ListOf(document, AccessMetadata.Allow),
        sidecar.Deny.Concat(AccessMetadata.ListOf(document, AccessMetadata.Deny) ?? []));

    private static async Task<DocumentAccess> ReadSidecarAsync(IngestionParts parts, BlobItem sidecar, CancellationToken cancellationToken)
    {
        if (sidecar.Size is <= 0 or > AccessSidecar.MaxLength) throw new FormatException(FormattableString.Invariant($"it has {sidecar.Size} bytes, of 1 to {AccessSidecar.MaxLength}"));
        var content = await parts.Source.OpenSeekableAsync(sidecar, parts.Reading, parts.Time, cancellationToken).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);
        var bytes = new byte[AccessSidecar.MaxLength + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return AccessSidecar.Parse(bytes.AsMemory(0, length));
    }
}
