namespace Edify.Rag.Hosting.Library.Listing;

/// <summary>Goes through documents in their order, asking of groups of them which are visible, until a page is full.</summary>
/// <remarks>
/// A folder is shown once one document below it is visible, and the others need not be asked for. So of each folder a few are asked for
/// first, and more only where none of them is visible: whoever may see much pays for little.
/// </remarks>
internal sealed class LibraryWalk(
    IReadOnlyList<LedgerEntry> entries, string folder, bool isFlat, Func<LibraryDocument, bool> isWanted, Func<IReadOnlyList<LedgerEntry>, Task<IReadOnlyList<LibraryDocument?>>> see)
{
    private const int FirstGroup = 64;
    private const int LargestGroup = 1_000;
    private const int FirstOfFolder = 8;

    private readonly List<string> _folders = [];
    private readonly List<LibraryDocument> _documents = [];
    private LibraryCursor? _last;

    public async Task<LibraryPage> PageAsync(int size)
    {
        // One more than the page has tells whether another page follows.
        var (at, most, ofFolder) = (0, Math.Clamp(size + 1, FirstGroup, LargestGroup), FirstOfFolder);
        while (at < entries.Count)
        {
            var steps = Plan(at, most, ofFolder);
            var seen = await see([.. steps.SelectMany(s => entries.Skip(s.Start).Take(s.Count))]).ConfigureAwait(false);
            var offset = 0;
            foreach (var step in steps)
            {
                var isVisible = step.Folder is null ? seen[offset] is { } document && isWanted(document) : Enumerable.Range(offset, step.Count).Any(i => seen[i] is not null);
                if (isVisible && !Add(step, seen[offset], size)) return Page(hasMore: true);
                offset += step.Count;
                at = isVisible ? step.End : step.Start + step.Count;
                if (at < step.End)
                {
                    // The rest of this folder comes first now, and in larger parts.
                    ofFolder = LargestGroup;
                    break;
                }

                ofFolder = FirstOfFolder;
            }

            most = Math.Min(2 * most, LargestGroup);
        }

        return Page(hasMore: false);
    }

    private List<Step> Plan(int at, int most, int ofFolder)
    {
        var steps = new List<Step>();
        for (var planned = 0; at < entries.Count && planned < most;)
        {
            var below = FolderOf(entries[at].Key.Name);
            var end = below is null ? at + 1 : EndOf(below, at);
            var count = Math.Min(end - at, below is null ? 1 : steps.Count == 0 ? ofFolder : FirstOfFolder);
            steps.Add(new(below, at, count, end));
            (at, planned) = (end, planned + count);
        }

        return steps;
    }

    // The folder right below the one that is listed; null for a document that lies there itself.
    private string? FolderOf(string name)
    {
        if (isFlat) return null;
        var slash = name.IndexOf('/', folder.Length);
        return slash < 0 ? null : name[..(slash + 1)];
    }

    // Names that begin alike stand together.
    private int EndOf(string below, int from)
    {
        var (low, high) = (from + 1, entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Key.Name.StartsWith(below, StringComparison.Ordinal)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private bool Add(Step step, LibraryDocument? document, int size)
    {
        if (_folders.Count + _documents.Count == size) return false;
        if (step.Folder is { } below)
        {
            _folders.Add(below);
            _last = new(below, Guid.Empty);
        }
        else
        {
            _documents.Add(document!);
            _last = new(document!.Name, document.Id);
        }

        return true;
    }

    private LibraryPage Page(bool hasMore) => new(_folders, _documents) { Next = hasMore ? _last?.Encode() : null };

    private sealed record Step(string? Folder, int Start, int Count, int End);
}
