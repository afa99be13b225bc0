namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Words on one baseline without a wide gap between them.</summary>
internal sealed class TextLine(Word first, float y)
{
    private string? _text;

    public List<Word> Words { get; } = [first];

    public float X { get; private set; } = first.X;

    public float EndX { get; private set; } = first.EndX;

    public float Y { get; } = y;

    public float Size { get; private set; } = first.Size;

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

    public void Include(Word word)
    {
        EndX = Math.Max(EndX, word.EndX);
        Size = Math.Max(Size, word.Size);
    }

    /// <summary>Turns the line around, so that a page which is read from the right can be laid out like any other.</summary>
    public void Mirror() => (X, EndX) = (-EndX, -X);
}
