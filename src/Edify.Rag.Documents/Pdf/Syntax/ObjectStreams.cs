namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The objects inside object streams (ISO 32000-2, 7.5.7); a stream is inflated once, an object parsed when asked for.</summary>
internal sealed class ObjectStreams(IObjectResolver resolver, PdfBudget budget)
{
    private const int MaxOpen = 64;
    private const long MaxOpenBytes = 32 << 20;
    private const int BytesPerEntry = 32;

    private readonly Dictionary<int, Content?> _open = [];
    private long _openBytes;

    /// <summary>An object; false when the stream is missing or damaged, or does not hold it.</summary>
    public bool TryRead(int stream, int number, out PdfObject? value, out int weight)
    {
        (value, weight) = (null, 0);
        if (Open(stream) is not { } content || !content.Offsets.TryGetValue(number, out var offset)) return false;
        var parser = new ObjectParser(content.Data.AsSpan(Math.Min(offset, content.Data.Length)), budget, resolver);
        parser.TryRead(out value);
        weight = parser.Values;
        return true;
    }

    /// <summary>Numbers of the objects a stream holds.</summary>
    public IEnumerable<int> NumbersIn(int stream) => Open(stream)?.Offsets.Keys ?? Enumerable.Empty<int>();

    public void Clear()
    {
        _open.Clear();
        _openBytes = 0;
    }

    private Content? Open(int number)
    {
        if (_open.TryGetValue(number, out var content)) return content;
        content = resolver.Load(number) is PdfStream stream ? ReadIndex(stream) : null;
        if (_open.Count >= MaxOpen || _openBytes > MaxOpenBytes) Clear();
        _openBytes += content is null ? 0 : content.Data.Length + (long)BytesPerEntry * content.Offsets.Count;
        _open[number] = content;
        return content;
    }

    private Content ReadIndex(PdfStream stream)
    {
        var data = stream.Decode();
        var first = Math.Max(0, stream.Dictionary.Integer("First"));
        var lexer = new PdfLexer(data.AsSpan(0, Math.Min(first, data.Length)));
        var offsets = new Dictionary<int, int>();
        for (var left = stream.Dictionary.Integer("N"); left > 0 && lexer.Read() == TokenKind.Number; left--)
        {
            var number = (int)lexer.Number;
            if (lexer.Read() != TokenKind.Number) break;
            budget.AddObjects(1);
            offsets.TryAdd(number, (int)Math.Clamp(first + lexer.Number, 0, data.Length));
        }

        return new Content(data, offsets);
    }

    private sealed record Content(byte[] Data, Dictionary<int, int> Offsets);
}
