namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind : byte
{
    End,
    Number,
    Name,
    Text,
    HexText,
    ArrayStart,
    ArrayEnd,
    DictionaryStart,
    DictionaryEnd,
    Keyword,
}

/// <summary>Cuts bytes into tokens without allocating (ISO 32000-2, 7.2); what breaks the rules is skipped, never refused.</summary>
/// <remarks>Serves files, object streams, content streams, CMaps and the clear part of Type 1 fonts alike.</remarks>
internal ref struct PdfLexer(ReadOnlySpan<byte> data, int position = 0)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Where the next token is looked for.</summary>
    public int Position { get; set; } = position;

    public TokenKind Kind { get; private set; }

    /// <summary>Value of a number.</summary>
    public double Number { get; private set; }

    /// <summary>Whether a number was written without a point.</summary>
    public bool IsInteger { get; private set; }

    /// <summary>First byte of the token; for names, texts and hexadecimal texts the first byte inside.</summary>
    public int Start { get; private set; }

    /// <summary>One past the token's last byte (or last inner byte).</summary>
    public int End { get; private set; }

    public readonly ReadOnlySpan<byte> Data => _data;

    public readonly ReadOnlySpan<byte> Token => _data[Start..End];

    /// <summary>Whether the last token ran to the end of the data, so that it may be cut short.</summary>
    public readonly bool TouchesEnd => Kind == TokenKind.End || Position >= _data.Length;

    public readonly bool IsKeyword(ReadOnlySpan<byte> word) => Kind == TokenKind.Keyword && Token.SequenceEqual(word);

    public TokenKind Read()
    {
        while (true)
        {
            SkipWhiteSpace();
            Start = Position;
            if (Position >= _data.Length) return Finish(TokenKind.End);
            switch (_data[Position])
            {
                case (byte)'/': return ReadName();
                case (byte)'(': return ReadText();
                case (byte)'[': Position++; return Finish(TokenKind.ArrayStart);
                case (byte)']': Position++; return Finish(TokenKind.ArrayEnd);
                case (byte)'<' when Follows((byte)'<'): Position += 2; return Finish(TokenKind.DictionaryStart);
                case (byte)'<': return ReadHexText();
                case (byte)'>' when Follows((byte)'>'): Position += 2; return Finish(TokenKind.DictionaryEnd);
                case (byte)'>' or (byte)')' or (byte)'{' or (byte)'}': Position++; continue;
                case (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.':
                    return ReadNumber() ? Finish(TokenKind.Number) : ReadKeyword();
                default: return ReadKeyword();
            }
        }
    }

    public void SkipWhiteSpace()
    {
        var p = Position;
        while (p < _data.Length)
        {
            if (_data[p] == '%')
            {
                var end = _data[p..].IndexOfAny((byte)10, (byte)13);
                p = end < 0 ? _data.Length : p + end;
            }
            else if (PdfCharacters.IsWhiteSpace(_data[p])) p++;
            else break;
        }

        Position = p;
    }

    private readonly bool Follows(byte b) => Position + 1 < _data.Length && _data[Position + 1] == b;

    private TokenKind Finish(TokenKind kind)
    {
        End = Position;
        return Kind = kind;
    }

    private TokenKind ReadName()
    {
        Start = ++Position;
        SkipRegular();
        return Finish(TokenKind.Name);
    }

    private TokenKind ReadKeyword()
    {
        Start = Position++;
        SkipRegular();
        return Finish(TokenKind.Keyword);
    }

    private void SkipRegular()
    {
        while (Position < _data.Length && PdfCharacters.IsRegular(_data[Position])) Position++;
    }

    private TokenKind ReadText()
    {
        Start = ++Position;
        var depth = 1;
        while (Position < _data.Length)
        {
            var next = _data[Position..].IndexOfAny((byte)'(', (byte)')', (byte)'\\');
            if (next < 0) break;
            Position += next;
            var b = _data[Position];
            if (b == ')' && --depth == 0)
            {
                Finish(TokenKind.Text);
                Position++;
                return Kind;
            }

            if (b == '(') depth++;
            Position += b == '\\' ? 2 : 1;
        }

        Position = _data.Length;
        return Finish(TokenKind.Text);
    }

    private TokenKind ReadHexText()
    {
        Start = ++Position;
        var end = _data[Position..].IndexOf((byte)'>');
        Position = end < 0 ? _data.Length : Position + end;
        Finish(TokenKind.HexText);
        if (end >= 0) Position++;
        return Kind;
    }

    /// <summary>Reads a number the way viewers do: "--5", "5-3" and "1.2.3" occur in files and mean -5, 5 and 1.2.</summary>
    private bool ReadNumber()
    {
        var p = Position;
        var negative = false;
        while (p < _data.Length && _data[p] is (byte)'+' or (byte)'-') negative |= _data[p++] == '-';
        double value = 0, scale = 1;
        int digits = 0, points = 0;
        for (; p < _data.Length; p++)
        {
            var b = _data[p];
            if (PdfCharacters.IsDigit(b))
            {
                digits++;
                value = value * 10 + (b - '0');
                if (points > 0) scale *= 10;
            }
            else if (b == '.' && points == 0) points++;
            else break;
        }

        if (digits + points == 0) return false;
        while (p < _data.Length && (PdfCharacters.IsDigit(_data[p]) || _data[p] is (byte)'-' or (byte)'.')) p++;
        value = scale > 1 ? value / scale : value;
        Number = double.IsFinite(value) ? negative ? -value : value : 0;
        IsInteger = points == 0;
        Position = p;
        return true;
    }
}
