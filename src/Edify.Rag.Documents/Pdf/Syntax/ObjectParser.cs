namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Builds objects from tokens; tolerant of missing ends and stray keywords.</summary>
/// <param name="data">What is parsed.</param>
/// <param name="budget">Bounds how deep values may be nested.</param>
/// <param name="resolver">Resolves the references found; without one, "1 0 R" is three tokens, as in content streams.</param>
/// <param name="decrypt">Applied to every string, when the file is encrypted.</param>
internal ref struct ObjectParser(ReadOnlySpan<byte> data, PdfBudget budget, IObjectResolver? resolver = null, Func<byte[], byte[]>? decrypt = null)
{
    // Of a single object; what holds more is an attack on memory, for each value takes ten times what it is written with.
    private const int MaxValues = 2_000_000;

    /// <summary>The tokens below; a caller may move its position between objects.</summary>
    public PdfLexer Lexer = new(data);

    /// <summary>How many values were made so far, nested ones included.</summary>
    public int Values { get; private set; }

    /// <summary>Reads the next object; false at the end and at a keyword or closing bracket, which stays in <see cref="Lexer"/>.</summary>
    public bool TryRead(out PdfObject? value)
    {
        Lexer.Read();
        return TryConvert(0, out value);
    }

    /// <summary>Makes an object of the token that was just read.</summary>
    public bool TryConvert(int depth, out PdfObject? value)
    {
        if (depth > 0) budget.CheckNesting(depth);
        if (++Values > MaxValues) throw new PdfDamageException("An object holds too many values.");
        value = null;
        switch (Lexer.Kind)
        {
            case TokenKind.Number: value = NumberOrReference(); return true;
            case TokenKind.Name: value = new PdfName(PdfText.Name(Lexer.Token)); return true;
            case TokenKind.Text or TokenKind.HexText: value = String(); return true;
            case TokenKind.ArrayStart: value = Array(depth); return true;
            case TokenKind.DictionaryStart: value = Dictionary(depth); return true;
            case TokenKind.Keyword when Lexer.Token.SequenceEqual("true"u8): value = PdfBoolean.True; return true;
            case TokenKind.Keyword when Lexer.Token.SequenceEqual("false"u8): value = PdfBoolean.False; return true;
            case TokenKind.Keyword: return Lexer.Token.SequenceEqual("null"u8);
            default: return false;
        }
    }

    private readonly PdfString String()
    {
        var bytes = PdfText.StringBytes(Lexer);
        return new PdfString(decrypt is null ? bytes : decrypt(bytes));
    }

    private PdfObject NumberOrReference()
    {
        var number = Lexer.Number;
        if (resolver is null || !Lexer.IsInteger || number is < 0 or > int.MaxValue) return new PdfNumber(number);
        var ahead = Lexer;
        if (ahead.Read() != TokenKind.Number || !ahead.IsInteger || ahead.Number is < 0 or > 65535) return new PdfNumber(number);
        var generation = (int)ahead.Number;
        ahead.Read();
        if (!ahead.IsKeyword("R"u8)) return new PdfNumber(number);
        Lexer = ahead;
        return new PdfReference(resolver, (int)number, generation);
    }

    private PdfArray Array(int depth)
    {
        var items = new List<PdfObject?>();
        while (Lexer.Read() is not (TokenKind.End or TokenKind.ArrayEnd))
        {
            if (EndsObject()) break;
            if (TryConvert(depth + 1, out var item)) items.Add(item);
        }

        return new PdfArray(items);
    }

    private PdfDictionary Dictionary(int depth)
    {
        var entries = new Dictionary<string, PdfObject>();
        while (Lexer.Read() is not (TokenKind.End or TokenKind.DictionaryEnd))
        {
            if (EndsObject()) break;
            if (Lexer.Kind != TokenKind.Name) continue;
            var key = PdfText.Name(Lexer.Token);
            if (Lexer.Read() is TokenKind.End or TokenKind.DictionaryEnd || EndsObject()) break;
            if (TryConvert(depth + 1, out var value) && value is not null) entries[key] = value;
        }

        return new PdfDictionary(entries);
    }

    // A bracket that was never closed must not swallow the objects that follow.
    private bool EndsObject()
    {
        if (Lexer.Kind != TokenKind.Keyword) return false;
        if (!Lexer.Token.StartsWith("endobj"u8) && !Lexer.Token.StartsWith("stream"u8) && !Lexer.Token.StartsWith("endstream"u8)) return false;
        Lexer.Position = Lexer.Start;
        return true;
    }
}
