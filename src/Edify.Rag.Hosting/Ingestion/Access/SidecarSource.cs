using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Ingestion.Access;

/// <summary>A source whose listing has no sidecars: each stands beside its document instead.</summary>
/// <remarks>
/// A document is held back until its sidecar can't come any more. Between the two only names stand that begin with the document's,
/// so that no more are held than one name has beginnings; those are handed on before it.
/// </remarks>
internal sealed class SidecarSource(IBlobSource inner) : IBlobSource
{
    public string Location => inner.Location;

    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var held = new List<BlobItem>();
        await foreach (var blob in inner.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            while (held.Count > 0 && IsPast(held[^1].Name, blob.Name))
            {
                var document = held[^1];
                held.RemoveAt(held.Count - 1);
                yield return document;
            }

            if (AccessSidecar.DocumentOf(blob.Name) is not { } name) held.Add(AccessMetadata.WithoutSidecar(blob));
            else if (held.FindIndex(d => d.Name == name) is var at and >= 0) held[at] = AccessMetadata.WithSidecar(held[at], blob);
        }

        for (var i = held.Count - 1; i >= 0; i--) yield return held[i];
    }

    public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(name, range, etag, cancellationToken);

    /// <summary>Whether a listing that has come to a name has neither a document any more nor its sidecar.</summary>
    public static bool IsPast(string document, string name) => string.CompareOrdinal(name, AccessSidecar.NameFor(document)) > 0;
}
