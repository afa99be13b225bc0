namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Words on one baseline without a wide gap between them.</summary>
internal sealed class TextLine(Word first, float y)
{
    private string? _text;
    private float _size;
    private bool? _isBold;
    private bool? _isMonospaced;

    public List<Word> Words { get; } = [first];

    public float X { get; private set; } = first.X;

    public float EndX { get; private set; } = first.EndX;

    public float Y { get; } = y;

    /// <summary>The size in which most of its letters are set: initials and raised marks do not count.</summary>
    public float Size => _size > 0 ? _size : _size = SizeOfMost(Words);

    public float Width => EndX - X;

    /// <summary>The words, each followed by a space but the last; as painted until it is set to the order in which it is read.</summary>
    public string Text
    {
        get => _text ??= Words.Count == 1 ? Words[0].Text : string.Join(' ', Words.Select(w => w.Text));
        set => _text = value;
    }

    public bool IsBold => _isBold ??= Words.TrueForAll(w => w.Font.IsBold);

    /// <summary>Whether all of it is set in type whose letters are equally wide, as programs are.</summary>
    public bool IsMonospaced => _isMonospaced ??= Words.TrueForAll(w => w.IsMonospaced);

    public void Add(Word word)
    {
        Words.Add(word);
        Include(word);
        (_size, _isBold, _isMonospaced) = (0, null, null);
    }

    /// <summary>Adds words behind another.</summary>
    public void InsertBehind(Word word, List<Word> words)
    {
        Words.InsertRange(Words.IndexOf(word) + 1, words);
        foreach (var inserted in words) Widen(inserted);
    }

    /// <summary>Adds a word in its place, and joins it to words that it touches.</summary>
    public void Insert(Word word)
    {
        var index = Words.FindLastIndex(w => w.X <= word.X) + 1;
        if (index > 0 && Touches(Words[index - 1], word)) Join(--index, word);
        else Words.Insert(index, word);
        if (index + 1 < Words.Count && Touches(Words[index], Words[index + 1]))
        {
            Join(index, Words[index + 1]);
            Words.RemoveAt(index + 1);
        }

        Widen(word);
    }

    private void Widen(Word word)
    {
        (X, EndX) = (Math.Min(X, word.X), Math.Max(EndX, word.EndX));
        (_text, _size, _isBold, _isMonospaced) = (null, 0, null, null);
    }

    private static bool Touches(Word left, Word right) =>
        !left.HasSpaceAfter && right.X - left.EndX is var gap && gap < WordBuilder.WordGap * left.Size && gap > -WordBuilder.MaxOverlap * left.Size;

    private void Join(int index, Word next)
    {
        var word = Words[index];
        word.Text += next.Text;
        (word.EndX, word.HasSpaceAfter) = (Math.Max(word.EndX, next.EndX), next.HasSpaceAfter);
    }

    public void Include(Word word) => EndX = Math.Max(EndX, word.EndX);

    /// <summary>Turns the line around, so that a page which is read from the right can be laid out like any other.</summary>
    public void Mirror() => (X, EndX) = (-EndX, -X);

    private static float SizeOfMost(List<Word> words)
    {
        var best = words[0].Size;
        if (words.TrueForAll(w => w.Size == best)) return best;
        var letters = new Dictionary<float, int>();
        foreach (var word in words) letters[word.Size] = letters.GetValueOrDefault(word.Size) + word.Text.Length;
        foreach (var word in words)
            if (letters[word.Size] > letters[best]) best = word.Size;
        return best;
    }
}
