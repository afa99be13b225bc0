namespace Edify.Rag.Documents.Csv;

/// <summary>How a table is written.</summary>
/// <param name="Delimiter">What parts its cells.</param>
/// <param name="Columns">Cells of most rows.</param>
/// <param name="Rows">Rows that were looked at.</param>
/// <param name="Agreeing">Share of them that have as many cells as most, from 0 to 1.</param>
internal readonly record struct CsvDialect(char Delimiter, int Columns, int Rows, double Agreeing)
{
    private const string Delimiters = ",;\t|";
    private const int MostRows = 200;

    /// <summary>Finds the delimiter under which most rows have the same number of cells, of at least two.</summary>
    /// <param name="head">The beginning of the text; its last line may be cut off.</param>
    /// <param name="preferred">The delimiter that wins a tie.</param>
    public static CsvDialect Of(ReadOnlySpan<char> head, char preferred = ',')
    {
        var best = By(head, preferred);
        foreach (var delimiter in Delimiters)
        {
            var dialect = By(head, delimiter);
            if (dialect.Score > best.Score) best = dialect;
        }

        // Where semicolons part cells, commas stand within numbers.
        var semicolons = By(head, ';');
        var areCommasDecimal = best.Delimiter == ',' && semicolons.Columns > 1 && best.Columns <= semicolons.Columns + 1;
        return areCommasDecimal && semicolons.Agreeing >= best.Agreeing ? semicolons : best;
    }

    /// <summary>Whether a text is a table beyond doubt: all of several rows have the same cells, and no cell is prose.</summary>
    /// <param name="head">The beginning of the text; its last line may be cut off.</param>
    public static bool IsTable(ReadOnlySpan<char> head)
    {
        const int MostPerRow = 400;
        var dialect = Of(head);
        var (leastRows, leastColumns) = dialect.Delimiter == ',' ? (4, 3) : (3, 2);
        return dialect.Agreeing == 1 && dialect.Rows >= leastRows && dialect.Columns >= leastColumns && head.Length < (dialect.Rows + 1) * MostPerRow
            && !head.StartsWith("|") && !EndsLikeProse(head);
    }

    private double Score => Columns < 2 ? 0 : Agreeing + (Math.Min(Columns, 50) / 1000.0);

    /// <summary>How a text looks under one delimiter.</summary>
    /// <param name="head">The beginning of the text; its last line may be cut off.</param>
    /// <param name="delimiter">The delimiter.</param>
    public static CsvDialect By(ReadOnlySpan<char> head, char delimiter)
    {
        var parser = new CsvParser(delimiter);
        var counts = new Dictionary<int, int>();
        var rows = 0;
        while (rows < MostRows && parser.TryReadRow(ref head))
        {
            if (parser.Row.IsWhiteSpace()) continue;
            rows++;
            counts[parser.Cells] = counts.GetValueOrDefault(parser.Cells) + 1;
        }

        if (rows == 0 && parser.Complete()) return new(delimiter, parser.Cells, 1, 1);
        if (rows == 0) return new(delimiter, 1, 0, 0);
        var (columns, agreeing) = counts.Where(count => count.Key > 1 || counts.Count == 1).MaxBy(count => (count.Value, count.Key));
        return new(delimiter, columns, rows, (double)agreeing / rows);
    }

    // Sentences with as many commas each are still sentences.
    private static bool EndsLikeProse(ReadOnlySpan<char> head)
    {
        var (lines, sentences) = (0, 0);
        foreach (var line in head.EnumerateLines())
        {
            var text = line.TrimEnd();
            if (text.IsEmpty) continue;
            lines++;
            if (text[^1] is '.' or '!' or '?' or '{' or '}' or ',' or ';' or '(' or ')') sentences++;
        }

        return sentences * 2 > lines;
    }
}
