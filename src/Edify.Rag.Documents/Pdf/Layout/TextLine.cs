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

    /// <summary>The words, each followed by a space but the last.</summary>
    public string Text => _text ??= string.Join(' ', Words.Select(w => w.Text));

    public bool IsBold => Words.TrueForAll(w => w.Font.IsBold);

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
}
