namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Words on one baseline without a wide gap between them.</summary>
internal sealed class TextLine(Word first, float y)
{
    private string? _text;
    private float _size;

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

    public bool IsBold => Words.TrueForAll(w => w.Font.IsBold);

    /// <summary>Whether all of it is set in type whose letters are equally wide, as programs are.</summary>
    public bool IsMonospaced => Words.TrueForAll(w => w.IsMonospaced);

    public void Add(Word word)
    {
        Words.Add(word);
        Include(word);
    }

    public void Include(Word word) => EndX = Math.Max(EndX, word.EndX);

    /// <summary>Turns the line around, so that a page which is read from the right can be laid out like any other.</summary>
    public void Mirror() => (X, EndX) = (-EndX, -X);

    private static float SizeOfMost(List<Word> words)
    {
        var (best, most) = (words[0].Size, 0);
        foreach (var candidate in words)
        {
            if (most > 0 && candidate.Size == best) continue;
            var letters = 0;
            foreach (var word in words)
                if (word.Size == candidate.Size) letters += word.Text.Length;
            if (letters > most) (best, most) = (candidate.Size, letters);
            if (most * 2 > words.Sum(w => w.Text.Length)) break;
        }

        return best;
    }
}
