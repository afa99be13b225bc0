namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Learns in which size the running text is set: the size of most letters so far, tables and programs aside.</summary>
internal sealed class BodyType
{
    private readonly Dictionary<int, long> _letters = [];

    /// <summary>Size of the running text in points; 0 before any text.</summary>
    public float Size { get; private set; }

    public void Learn(IEnumerable<Paragraph> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            if (paragraph.IsTable || paragraph.IsCode) continue;
            var halfPoints = (int)Math.Round(paragraph.Size * 2);
            _letters[halfPoints] = _letters.GetValueOrDefault(halfPoints) + paragraph.Text.Length;
        }

        if (_letters.Count > 0) Size = _letters.MaxBy(l => (l.Value, -l.Key)).Key / 2f;
    }
}
