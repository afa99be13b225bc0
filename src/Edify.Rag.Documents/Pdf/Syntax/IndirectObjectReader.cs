namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>An indirect object as it stands in the file.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Value">What it is.</param>
/// <param name="Weight">Of how many values it is made.</param>
internal readonly record struct IndirectObject(int Number, int Generation, PdfObject? Value, int Weight);

/// <summary>Parses the indirect object at an offset (ISO 32000-2, 7.3.10), reading no more of the file than it takes.</summary>
internal sealed class IndirectObjectReader(ByteSource source, IObjectResolver resolver, IStreamDecoder decoder, PdfBudget budget)
{
    private const int FirstWindow = 4096;

    /// <summary>Makes the function that decrypts the strings of an object; set once the file is unlocked.</summary>
    public Func<int, int, Func<byte[], byte[]>?>? StringDecryption { get; set; }

    /// <summary>The object at an offset; <see langword="null"/> when none starts there.</summary>
    public IndirectObject? ReadAt(long offset)
    {
        for (long size = FirstWindow; ; size *= 8)
        {
            var window = source.Slice(offset, size);
            if (window.IsEmpty) return null;
            var isWhole = offset + window.Length >= source.Length;
            if (TryParse(window, offset, isWhole, out var found)) return found;
        }
    }

    // False when the window is too small to tell.
    private bool TryParse(ReadOnlySpan<byte> window, long offset, bool isWhole, out IndirectObject? found)
    {
        found = null;
        if (!ReadHeader(window, out var number, out var generation, out var bodyStart)) return true;

        var parser = new ObjectParser(window, budget, resolver, StringDecryption?.Invoke(number, generation)) { Lexer = new PdfLexer(window, bodyStart) };
        parser.TryRead(out var value);
        if (parser.Lexer.TouchesEnd && !isWhole) return false;

        if (value is PdfDictionary dictionary)
        {
            parser.Lexer.Read();
            if (parser.Lexer.TouchesEnd && !isWhole) return false;
            if (parser.Lexer.Kind == TokenKind.Keyword && parser.Lexer.Token.StartsWith("stream"u8))
            {
                value = new PdfStream(dictionary, offset + StartOfData(window, parser.Lexer.Start + 6), number, generation, decoder);
            }
        }

        found = new IndirectObject(number, generation, value, parser.Values);
        return true;
    }

    private static bool ReadHeader(ReadOnlySpan<byte> window, out int number, out int generation, out int bodyStart)
    {
        var lexer = new PdfLexer(window);
        (number, generation, bodyStart) = (0, 0, 0);
        if (lexer.Read() != TokenKind.Number || !lexer.IsInteger) return false;
        number = (int)lexer.Number;
        if (lexer.Read() != TokenKind.Number) return false;
        generation = (int)lexer.Number;
        if (lexer.Read() != TokenKind.Keyword || !lexer.Token.StartsWith("obj"u8)) return false;
        bodyStart = lexer.Start + 3;
        return true;
    }

    private static int StartOfData(ReadOnlySpan<byte> window, int position)
    {
        while (position < window.Length && window[position] == ' ') position++;
        if (position < window.Length && window[position] == 13) position++;
        if (position < window.Length && window[position] == 10) position++;
        return position;
    }

    /// <summary>Number of bytes between "stream" and "endstream".</summary>
    /// <remarks>Writers get Length wrong often enough that the end is always looked at (7.3.8.2).</remarks>
    public int LengthOf(PdfStream stream)
    {
        var start = stream.Offset;
        var length = (long)stream.Dictionary.Number("Length", -1);
        if (length >= 0 && start + length <= source.Length && EndsAt(start + length)) return (int)Math.Min(length, int.MaxValue);
        return (int)Math.Min(FindEnd(start) - start, int.MaxValue);
    }

    private bool EndsAt(long offset)
    {
        var tail = source.Slice(offset, 32);
        var skip = 0;
        while (skip < tail.Length && PdfCharacters.IsWhiteSpace(tail[skip])) skip++;
        return tail[skip..].StartsWith("endstream"u8) || tail[skip..].StartsWith("endobj"u8);
    }

    private long FindEnd(long start)
    {
        var end = source.IndexOf("endstream"u8, start);
        if (end < 0) end = source.IndexOf("endobj"u8, start);
        if (end < 0) return source.Length;
        if (end > start && source.Slice(end - 1, 1) is [10]) end--;
        if (end > start && source.Slice(end - 1, 1) is [13]) end--;
        return end;
    }
}
