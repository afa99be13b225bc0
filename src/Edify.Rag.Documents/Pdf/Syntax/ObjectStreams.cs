namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The objects inside object streams (ISO 32000-2, 7.5.7); a stream is inflated once, an object parsed when asked for.</summary>
internal sealed class ObjectStreams(IObjectResolver resolver)
{
    private const int MaxOpen = 64;

    private readonly Dictionary<int, Content?> _open = [];

    /// <summary>An object; false when the stream is missing or damaged, or does not hold it.</summary>
    public bool TryRead(int stream, int number, out PdfObject? value)
    {
        value = null;
        if (Open(stream) is not { } content || !content.Offsets.TryGetValue(number, out var offset)) return false;
        var parser = new ObjectParser(content.Data.AsSpan(Math.Min(offset, content.Data.Length)), resolver);
        parser.TryRead(out value);
        return true;
    }

    /// <summary>Numbers of the objects a stream holds.</summary>
    public IEnumerable<int> NumbersIn(int stream) => Open(stream)?.Offsets.Keys ?? Enumerable.Empty<int>();

    public void Clear() => _open.Clear();

    private Content? Open(int number)
    {
        if (_open.TryGetValue(number, out var content)) return content;
        if (_open.Count >= MaxOpen) _open.Clear();
        content = resolver.Load(number) is PdfStream stream ? ReadIndex(stream) : null;
        _open[number] = content;
        return content;
    }

    private static Content ReadIndex(PdfStream stream)
    {
        var data = stream.Decode();
        var first = Math.Max(0, stream.Dictionary.Integer("First"));
        var lexer = new PdfLexer(data.AsSpan(0, Math.Min(first, data.Length)));
        var offsets = new Dictionary<int, int>();
        for (var left = stream.Dictionary.Integer("N"); left > 0 && lexer.Read() == TokenKind.Number; left--)
        {
            var number = (int)lexer.Number;
            if (lexer.Read() != TokenKind.Number) break;
            offsets.TryAdd(number, (int)Math.Clamp(first + lexer.Number, 0, data.Length));
        }

        return new Content(data, offsets);
    }

    private sealed record Content(byte[] Data, Dictionary<int, int> Offsets);
}
