namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Reads what stands beside passages, inside the scope and the search's own filter.</summary>
internal sealed class NeighbourSearch(IVectorStore store, string collection)
{
    // Sections may be as long as their document; what is farther away says little about the passage.
    private const int SectionReach = 12;

    /// <summary>The neighbours of the best passages: of the best one first, the nearest first, within the budget.</summary>
    public async Task<IReadOnlyList<RetrievedChunk>> FindAsync(
        IReadOnlyList<RetrievedChunk> found, VectorFilter filter, AccessScope scope, NeighbourLimits limits, CancellationToken cancellationToken)
    {
        var hits = found.Take(limits.Hits).Where(hit => ChunkPlace.DocumentOf(hit.Record) is not null && hit.Ordinal() is not null).ToList();
        if (hits.Count == 0) return [];

        var reach = limits.Section ? Math.Max(limits.Reach, SectionReach) : limits.Reach;
        var beside = hits.Select(hit => Beside(hit, reach)).Aggregate((all, one) => all | one);
        var records = new List<VectorRecord>();
        await foreach (var record in store.ScanAsync(collection, scope, new() { Filter = filter & beside }, cancellationToken).ConfigureAwait(false))
        {
            // The store has applied both; whatever it is, nothing leaves that they do not admit.
            if (scope.Admits(record.Fields) && filter.Matches(record.Fields)) records.Add(record);
        }

        return Chosen(found, hits, records, limits);
    }

    private static VectorFilter Beside(RetrievedChunk hit, int reach) =>
        VectorFilter.Equal(RagFields.Document, ChunkPlace.DocumentOf(hit.Record)!) &
        VectorFilter.AnyOf(RagFields.Ordinal, [.. Around(hit.Ordinal()!.Value, reach).Select(ordinal => (FieldValue)ordinal)]);

    private static IEnumerable<long> Around(long ordinal, int reach)
    {
        for (var at = Math.Max(0, ordinal - reach); at <= ordinal + reach; at++)
        {
            if (at != ordinal) yield return at;
        }
    }

    private static List<RetrievedChunk> Chosen(IReadOnlyList<RetrievedChunk> found, List<RetrievedChunk> hits, List<VectorRecord> records, NeighbourLimits limits)
    {
        var taken = found.Select(chunk => chunk.Record.Id).ToHashSet();
        var lowest = found.Min(chunk => chunk.Score);
        var chosen = new List<RetrievedChunk>();
        var left = limits.Characters;
        foreach (var hit in hits)
        {
            var own = records.Where(record => IsBeside(record, hit, limits)).OrderBy(record => Distance(record, hit)).ThenBy(record => ChunkPlace.OrdinalOf(record));
            foreach (var record in own)
            {
                if (taken.Contains(record.Id) || record.Text.Length > left) continue;
                taken.Add(record.Id);
                left -= record.Text.Length;
                chosen.Add(new(record, lowest) { NeighbourOf = hit.Record.Id });
            }
        }

        return chosen;
    }

    private static bool IsBeside(VectorRecord record, RetrievedChunk hit, NeighbourLimits limits) =>
        ChunkPlace.DocumentOf(record) == ChunkPlace.DocumentOf(hit.Record) && ChunkPlace.IsOfOneVersion(record, hit.Record) &&
        (Distance(record, hit) <= limits.Reach || (limits.Section && IsOfSection(record, hit.Record)));

    // Its own section, with those below it; a document without headings has none.
    private static bool IsOfSection(VectorRecord record, VectorRecord hit)
    {
        var section = ChunkPlace.HeadingsOf(hit);
        return section.Count > 0 && ChunkPlace.HeadingsOf(record).Take(section.Count).SequenceEqual(section, StringComparer.Ordinal);
    }

    private static long Distance(VectorRecord record, RetrievedChunk hit) =>
        ChunkPlace.OrdinalOf(record) is { } ordinal ? Math.Abs(ordinal - hit.Ordinal()!.Value) : long.MaxValue;
}

/// <summary>How much of what stands beside passages is wanted.</summary>
/// <param name="Reach">How many chunks before and after.</param>
/// <param name="Section">Whether the rest of their section is wanted as well.</param>
/// <param name="Hits">How many passages get neighbours.</param>
/// <param name="Characters">The most characters of all neighbours.</param>
internal sealed record NeighbourLimits(int Reach, bool Section, int Hits, int Characters);
