using System.Runtime.CompilerServices;
using System.Text;

namespace Edify.Rag.Storage.S3;

/// <summary>A listing in ordinal order.</summary>
/// <remarks>
/// S3 orders names by UTF-8, that is by code points. .NET's ordinal order compares UTF-16 units and differs in one thing:
/// code points beyond U+FFFF are written with units below U+E000, so they come before U+E000 to U+FFFF (private use, old
/// forms of CJK, full-width letters), where S3 has them behind. So when two names with a common beginning go on with one of
/// each, the names that go on with a later code point are listed first, from where they start, and then those before.
/// That costs requests where it happens and one where only the next page could tell, and never memory.
/// </remarks>
internal sealed class S3Listing(S3Pages pages)
{
    private const char FirstMoved = '\uE000';
    private const string LastMoved = "\uFFFF\U0010FFFF";
    private const string LastCodePoint = "\U0010FFFF";

    public async IAsyncEnumerable<BlobItem> WalkAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // No name is longer, and servers refuse to look.
        if (Encoding.UTF8.GetByteCount(prefix) > S3Name.MaxBytes || prefix.Contains('\0')) yield break;

        // Half a character cannot be sent; the names that begin so are found by the whole ones before it.
        var sent = prefix.Length > 0 && char.IsHighSurrogate(prefix[^1]) ? prefix[..^1] : prefix;
        await foreach (var blob in WalkAsync(sent, string.Empty, sent.Length, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (blob.Name.StartsWith(prefix, StringComparison.Ordinal)) yield return blob;
        }
    }

    // Names with the prefix that follow 'after' in S3's order; the order of characters before 'depth' is the caller's concern.
    private async IAsyncEnumerable<BlobItem> WalkAsync(
        string prefix, string after, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settled = new Stack<string>();
        string? moved = null;
        S3Page page;
        do
        {
            page = await pages.NextAsync(prefix, after, cancellationToken).ConfigureAwait(false);
            string? start = null;
            for (var i = 0; i < page.Blobs.Count; i++)
            {
                var blob = page.Blobs[i];
                if (moved is not null && blob.Name.StartsWith(moved, StringComparison.Ordinal)) continue;
                start = await FindMovedAsync(page, i, depth, settled, cancellationToken).ConfigureAwait(false);
                if (start is not null) break;
                after = blob.Name;
                yield return blob;
            }

            if (start is null)
            {
                after = page.Last;
                continue;
            }

            await foreach (var blob in WalkAsync(start, start + LastMoved, start.Length + 1, cancellationToken).ConfigureAwait(false))
            {
                if (char.IsSurrogate(blob.Name[start.Length])) yield return blob;
            }

            await foreach (var blob in WalkAsync(start, after, start.Length + 1, cancellationToken).ConfigureAwait(false))
            {
                if (char.IsSurrogate(blob.Name[start.Length])) break;
                yield return blob;
            }

            (moved, after) = (start, start + LastCodePoint);
            page = page with { HasMore = true };
        }
        while (page.HasMore);
    }

    /// <summary>The shortest beginning of a name behind which names that S3 lists later come first; <see langword="null"/> when there is none.</summary>
    private async Task<string?> FindMovedAsync(S3Page page, int index, int depth, Stack<string> settled, CancellationToken cancellationToken)
    {
        var name = page.Blobs[index].Name;
        while (settled.TryPeek(out var top) && !name.StartsWith(top, StringComparison.Ordinal)) settled.Pop();
        for (var i = depth; i < name.Length; i++)
        {
            if (name[i] < FirstMoved) continue;
            var start = name[..i];
            if (settled.Any(s => s.Length == i)) continue;
            if (await AreFollowedAsync(page, index, start, cancellationToken).ConfigureAwait(false)) return start;
            settled.Push(start);
        }

        return null;
    }

    private async Task<bool> AreFollowedAsync(S3Page page, int index, string start, CancellationToken cancellationToken)
    {
        for (var i = index + 1; i < page.Blobs.Count; i++)
        {
            var name = page.Blobs[i].Name;
            if (!name.StartsWith(start, StringComparison.Ordinal)) return false;
            if (name.Length > start.Length && char.IsSurrogate(name[start.Length])) return true;
        }

        if (!page.HasMore) return false;
        var rest = await pages.NextAsync(start, start + LastMoved, cancellationToken).ConfigureAwait(false);
        return rest.Blobs.Count > 0 && char.IsSurrogate(rest.Blobs[^1].Name[start.Length]);
    }
}
