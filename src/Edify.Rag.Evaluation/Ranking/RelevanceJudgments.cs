using System.Globalization;

namespace Edify.Rag;

/// <summary>Which documents people judged to be worth finding for which question, and how much.</summary>
/// <remarks>Not safe for concurrent changes; safe for concurrent reading.</remarks>
public sealed class RelevanceJudgments
{
    private readonly Dictionary<string, Dictionary<string, int>> _grades = new(StringComparer.Ordinal);

    /// <summary>The questions that were judged.</summary>
    public IReadOnlyCollection<string> Queries => _grades.Keys;

    /// <summary>Says how relevant a document is; the last word counts.</summary>
    /// <param name="query">The question's identifier.</param>
    /// <param name="document">The document's identifier.</param>
    /// <param name="grade">0 or less for not relevant, 1 and more for relevant, the more the better.</param>
    public void Add(string query, string document, int grade)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        ArgumentException.ThrowIfNullOrEmpty(document);
        if (!_grades.TryGetValue(query, out var grades)) _grades[query] = grades = new(StringComparer.Ordinal);
        grades[document] = grade;
    }

    /// <summary>The judged documents of a question with their grades; none where it was not judged.</summary>
    /// <param name="query">The question's identifier.</param>
    public IReadOnlyDictionary<string, int> Of(string query) =>
        _grades.TryGetValue(query, out var grades) ? grades : System.Collections.Frozen.FrozenDictionary<string, int>.Empty;

    /// <summary>Reads judgements as TREC writes them (query, iteration, document, grade) or BEIR (query, document, grade, with a header), parted by blanks or tabs.</summary>
    /// <param name="reader">The text; lines that are empty or begin with # are passed over.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">A line is neither; its number is named.</exception>
    public static async Task<RelevanceJudgments> ReadAsync(TextReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var judgments = new RelevanceJudgments();
        for (var number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || parts[0].StartsWith('#')) continue;
            if (parts.Length is not (3 or 4))
                throw new FormatException($"Line {number} of the judgements has {parts.Length} columns; TREC's have 4 (query, iteration, document, grade), BEIR's 3.");
            if (int.TryParse(parts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grade)) judgments.Add(parts[0], parts[^2], grade);
            else if (number > 1) throw new FormatException($"Line {number} of the judgements: the grade '{parts[^1]}' is no whole number.");
        }

        return judgments;
    }
}
