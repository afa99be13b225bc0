using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>A token before an operator: a number, or where in the content a name or string lies.</summary>
internal readonly record struct Operand(TokenKind Kind, double Number, int Start, int End, PdfObject? Object = null);

/// <summary>The operands of the operator to come; arrays lie flat between their brackets.</summary>
internal sealed class Operands(byte[] data)
{
    private const int Most = 200_000;

    private readonly List<Operand> _items = [];
    private byte[] _text = new byte[256];

    public int Count => _items.Count;

    public Operand this[int index] => _items[index];

    public void Clear() => _items.Clear();

    public void Add(in PdfLexer lexer)
    {
        if (_items.Count < Most) _items.Add(new Operand(lexer.Kind, lexer.Number, lexer.Start, lexer.End));
    }

    public void Add(PdfObject? value)
    {
        if (_items.Count < Most) _items.Add(new Operand(TokenKind.DictionaryStart, 0, 0, 0, value));
    }

    /// <summary>A number counted from the end, 0 being the last operand.</summary>
    public double Number(int fromEnd) => fromEnd < _items.Count && _items[^(fromEnd + 1)] is { Kind: TokenKind.Number } n ? n.Number : 0;

    public string? Name(int fromEnd) =>
        fromEnd < _items.Count && _items[^(fromEnd + 1)] is { Kind: TokenKind.Name } n ? PdfText.Name(data.AsSpan(n.Start, n.End - n.Start)) : null;

    public PdfObject? Object(int fromEnd) => fromEnd < _items.Count ? _items[^(fromEnd + 1)].Object : null;

    /// <summary>The last six numbers as a matrix.</summary>
    public Matrix Matrix() => new(Number(5), Number(4), Number(3), Number(2), Number(1), Number(0));

    /// <summary>The last operand as the bytes of a string; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text() => _items.Count > 0 ? Text(_items[^1]) : [];

    /// <summary>The bytes of a string; empty for other operands; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(Operand operand)
    {
        if (operand.Kind is not (TokenKind.Text or TokenKind.HexText)) return [];
        var raw = data.AsSpan(operand.Start, operand.End - operand.Start);
        if (operand.Kind == TokenKind.Text && !raw.ContainsAny((byte)'\\', (byte)13)) return raw;
        if (_text.Length < raw.Length + 1) _text = new byte[raw.Length * 2];
        var length = operand.Kind == TokenKind.HexText ? PdfText.Unhex(raw, _text) : PdfText.Unescape(raw, _text);
        return _text.AsSpan(0, length);
    }
}
