using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>A source whose listing goes on where it broke, and whose blobs are opened again when that fails for a while.</summary>
internal sealed class ResilientSource(IBlobSource inner, ServiceCalls calls, TimeSpan maxStall, TimeProvider time) : IBlobSource
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

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default) =>
        await calls.RunAsync(token => OpenAsync(name, range, etag, token), cancellationToken, takesPlace: false).ConfigureAwait(false);

    private async ValueTask<Stream> OpenAsync(string name, BlobRange? range, string? etag, CancellationToken cancellationToken)
    {
        var patience = new ReadPatience(inner.Location, name, maxStall, time, cancellationToken);
        try
        {
            var content = await inner.OpenReadAsync(name, range, etag, patience.Token).ConfigureAwait(false);
            patience.End();
            return new PatientStream(content, patience);
        }
        catch (OperationCanceledException e) when (patience.IsOver)
        {
            patience.Dispose();
            throw patience.Stalled(e);
        }
        catch
        {
            patience.Dispose();
            throw;
        }
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
