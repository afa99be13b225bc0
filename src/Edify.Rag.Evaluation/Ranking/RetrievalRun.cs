using System.Globalization;

namespace Edify.Rag;

/// <summary>What was found for each question, best first.</summary>
/// <remarks>Not safe for concurrent changes; safe for concurrent reading.</remarks>
public sealed class RetrievalRun
{
    private readonly Dictionary<string, IReadOnlyList<RankedDocument>> _rankings = new(StringComparer.Ordinal);

    /// <summary>The questions, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> Queries => _rankings.Keys;

    /// <summary>Adds the ranking of a question; one that it has already is replaced.</summary>
    /// <param name="query">The question's identifier.</param>
    /// <param name="ranking">The documents, best first. A document that comes again is passed over: it was found already.</param>
    public void Add(string query, IEnumerable<RankedDocument> ranking)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        ArgumentNullException.ThrowIfNull(ranking);
        _rankings[query] = [.. ranking.DistinctBy(document => document.Id, StringComparer.Ordinal)];
    }

    /// <summary>The ranking of a question; empty where there is none.</summary>
    /// <param name="query">The question's identifier.</param>
    public IReadOnlyList<RankedDocument> Of(string query) => _rankings.GetValueOrDefault(query) ?? [];

    /// <summary>Reads a run as TREC writes it: query, Q0, document, rank, score, name of the run, parted by blanks.</summary>
    /// <remarks>Documents are ordered as trec_eval orders them: by score, and those with the same by their identifiers, backwards; ranks are not looked at.</remarks>
    /// <param name="reader">The text.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">A line is no such one; its number is named.</exception>
    public static async Task<RetrievalRun> ReadAsync(TextReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = new Dictionary<string, List<RankedDocument>>(StringComparer.Ordinal);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || parts[0].StartsWith('#')) continue;
            if (parts.Length < 6 || !float.TryParse(parts[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var score))
                throw new FormatException($"Line {number} of the run is not 'query Q0 document rank score name'.");
            if (!found.TryGetValue(parts[0], out var ranking)) found[parts[0]] = ranking = [];
            ranking.Add(new(parts[2], score));
        }

        var run = new RetrievalRun();
        foreach (var (query, ranking) in found)
            run.Add(query, ranking.OrderByDescending(document => document.Score).ThenByDescending(document => document.Id, StringComparer.Ordinal));
        return run;
    }

    /// <summary>Writes the run as TREC does.</summary>
    /// <remarks>Readers order by score in single precision: where two documents have the same there, the later one's is written a bit lower, so that the order stays.</remarks>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The run's name, without blanks.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task WriteAsync(TextWriter writer, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        foreach (var (query, ranking) in _rankings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var last = float.PositiveInfinity;
            for (var i = 0; i < ranking.Count; i++)
            {
                last = MathF.Min((float)ranking[i].Score, MathF.BitDecrement(last));
                await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{query} Q0 {ranking[i].Id} {i + 1} {last:R} {name}\n")).ConfigureAwait(false);
            }
        }
    }
}
