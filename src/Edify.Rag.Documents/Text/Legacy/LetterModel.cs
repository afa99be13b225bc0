using System.Globalization;

namespace Edify.Rag.Documents.Text.Legacy;

/// <summary>How probable each character beyond ASCII is in texts of a language.</summary>
internal sealed class LetterModel
{
    private const double LetterShare = 0.92;
    private const double CapitalShare = 0.06;
    private const double Unlikely = 1e-5;
    private const double Impossible = 1e-8;

    // What stands in texts of every language.
    private const string Signs = "\u00A0«»“”„‚‘’–—…€£§°·•©®™½¼²³×±";

    private static readonly double LogUnlikely = Math.Log(Unlikely);
    private static readonly double LogImpossible = Math.Log(Impossible);

    private readonly Dictionary<char, double> _logs = [];
    private readonly (char First, char Last, double Log)[] _ranges;

    private LetterModel((char First, char Last, double Log)[] ranges) => _ranges = ranges;

    /// <summary>A model of single letters.</summary>
    /// <param name="letters">Each letter followed by how often it is met among the others; capitals are derived.</param>
    public static LetterModel Of(string letters) => Of(letters, LetterShare, []);

    /// <summary>A model of single letters and of scripts with too many of them to list.</summary>
    /// <param name="letters">Each letter followed by how often it is met among the others.</param>
    /// <param name="share">Share of those letters among all characters.</param>
    /// <param name="ranges">Ranges of letters with the share of each range, and in how many letters it is spent.</param>
    public static LetterModel Of(string letters, double share, (char First, char Last, double Share, int Letters)[] ranges)
    {
        var model = new LetterModel([.. ranges.Select(range => (range.First, range.Last, Math.Log(range.Share / range.Letters)))]);
        var weights = letters.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => (Letter: entry[0], Weight: double.Parse(entry.AsSpan(1), CultureInfo.InvariantCulture))).ToList();
        var total = weights.Sum(entry => entry.Weight);
        foreach (var sign in Signs) model._logs[sign] = Math.Log((1 - LetterShare) / Signs.Length);
        foreach (var (letter, weight) in weights) model.Add(letter, share * weight / total);
        return model;
    }

    /// <summary>The logarithm of a character's probability.</summary>
    /// <param name="c">A character beyond ASCII.</param>
    public double LogOf(char c)
    {
        if (_logs.TryGetValue(c, out var log)) return log;
        foreach (var range in _ranges)
            if (c >= range.First && c <= range.Last) return range.Log;
        return c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || char.IsControl(c) ? LogImpossible : LogUnlikely;
    }

    private void Add(char letter, double probability)
    {
        var capital = char.ToUpperInvariant(letter);
        _logs[letter] = Math.Log(probability * (capital == letter ? 1 : 1 - CapitalShare));
        if (capital != letter) _logs.TryAdd(capital, Math.Log(probability * CapitalShare));
    }
}
