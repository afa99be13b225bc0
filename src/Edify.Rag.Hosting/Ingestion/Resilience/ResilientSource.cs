using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>A source whose listing goes on where it broke, and which is left alone when it asks for it.</summary>
/// <remarks>Blobs are opened once: <see cref="RangedReadOptions"/> say how often a request is repeated, and <see cref="DocumentAttempts"/> begins the whole file again.</remarks>
internal sealed class ResilientSource(IBlobSource inner, ServiceCalls calls) : IBlobSource
{
    public string Location => inner.Location;

    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerator<BlobItem>? listing = null;
        BlobItem? last = null;
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { } next)
            {
                last = next;
                yield return next;
            }
        }
        finally
        {
            if (listing is not null) await listing.DisposeAsync().ConfigureAwait(false);
        }

        // Most items come out of a page that is there already: only what fails takes the way through retries.
        async ValueTask<BlobItem?> NextAsync()
        {
            try
            {
                if (listing is not null) return await AdvanceAsync(listing, last, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && TransientFaults.Classify(e, cancellationToken).IsTransient)
            {
                await ForgetAsync().ConfigureAwait(false);
            }

            return await calls.RunAsync(_ => RestartAsync(), cancellationToken, takesPlace: false).ConfigureAwait(false);
        }

        async ValueTask<BlobItem?> RestartAsync()
        {
            await ForgetAsync().ConfigureAwait(false);
            listing = inner.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
            return await AdvanceAsync(listing, last, cancellationToken).ConfigureAwait(false);
        }

        async ValueTask ForgetAsync()
        {
            if (listing is null) return;
            var broken = listing;
            listing = null;
            await broken.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await calls.OnceAsync(token => new ValueTask<Stream>(inner.OpenReadAsync(name, range, etag, token)), takesPlace: false, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException e) when (e.ParamName == nameof(name))
        {
            throw Unreadable(name, e);
        }
    }

    // Stores list names that were given by other programs and break the rules, such as "a//b": nothing is wrong with the file or with us.
    private BlobStoreException Unreadable(string name, ArgumentException refusal)
    {
        var (store, container) = Location.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (Location[..colon], Location[(colon + 1)..]) : (Location, string.Empty);
        var why = refusal.Message.Replace($" (Parameter '{refusal.ParamName}')", string.Empty, StringComparison.Ordinal);
        return new(store, container, name, $"{why} Rename it in the store, and the next run reads it.", innerException: refusal);
    }

    // Names come in ordinal order, so a listing that was begun again is at the next one as soon as it is past the last.
    private static async ValueTask<BlobItem?> AdvanceAsync(IAsyncEnumerator<BlobItem> listing, BlobItem? last, CancellationToken cancellationToken)
    {
        while (await listing.MoveNextAsync().ConfigureAwait(false))
        {
            if (last is null || string.CompareOrdinal(listing.Current.Name, last.Name) > 0) return listing.Current;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }
}
