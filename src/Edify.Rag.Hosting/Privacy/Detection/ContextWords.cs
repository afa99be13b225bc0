namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Words that say, shortly before a number, what it is.</summary>
internal sealed class ContextWords
{
    // About a line: what stands further away speaks of something else.
    private const int Reach = 48;

    private readonly string[] _words;

    /// <param name="words">In any case, with or without accents.</param>
    public ContextWords(params IEnumerable<string> words) => _words = [.. words.Select(w => FoldedText.Of(w.Trim()).Span.ToString()).Where(w => w.Length > 0)];

    public bool IsEmpty => _words.Length == 0;

    /// <summary>Whether one of them stands before a place.</summary>
    public bool StandBefore(FoldedText text, int start)
    {
        var from = Math.Max(0, start - Reach);
        var near = text.Span[from..start];
        foreach (var word in _words)
        {
            for (var at = near.IndexOf(word); at >= 0;)
            {
                if (IsWhole(text, from + at, word)) return true;
                var next = near[(at + 1)..].IndexOf(word);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return false;
    }

    // A point or a letter of an abbreviation may end it: "tel." as well as "tel".
    private static bool IsWhole(FoldedText text, int start, string word) =>
        !text.IsWord(start - 1) && (!char.IsLetterOrDigit(word[^1]) || !text.IsWord(start + word.Length));
}
