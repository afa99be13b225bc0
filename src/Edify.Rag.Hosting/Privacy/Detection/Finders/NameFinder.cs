namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>The names of the school's own lists, as whole words.</summary>
internal sealed class NameFinder(IReadOnlyList<INameDirectory> directories, bool withParts) : ISpanFinder
{
    private readonly Lock _lock = new();
    private volatile Known? _known;

    public void Find(FoldedText text, List<PiiSpan> found)
    {
        var names = Names();
        for (var i = 0; i < text.Length; i++)
        {
            if (!text.StartsWord(i) && !(text.IsWord(i) && NameTrie.IsUnspaced(text[i]))) continue;
            var end = names.LongestAt(text, i);
            if (end == 0) continue;
            found.Add(text.ToSpan(i, end, PiiKind.Person));
            i = end - 1;
        }
    }

    private NameTrie Names()
    {
        var version = 0L;
        foreach (var directory in directories) version = HashCode.Combine(version, directory.Version);
        if (_known is { } known && known.Version == version) return known.Names;
        lock (_lock)
        {
            if (_known is { } since && since.Version == version) return since.Names;
            return (_known = new(version, new(directories.SelectMany(d => d.ReadNames()), withParts))).Names;
        }
    }

    private sealed record Known(long Version, NameTrie Names);
}
