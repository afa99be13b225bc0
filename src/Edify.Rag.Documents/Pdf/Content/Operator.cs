namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>The operators that matter to text, packed into numbers so that a switch can tell them apart (ISO 32000-2, annex A).</summary>
internal static class Operator
{
    public const int Save = 'q';
    public const int Restore = 'Q';
    public const int Concatenate = 'c' | 'm' << 8;
    public const int ExtendedState = 'g' | 's' << 8;
    public const int PaintXObject = 'D' | 'o' << 8;
    public const int BeginInlineImage = 'B' | 'I' << 8;

    public const int BeginText = 'B' | 'T' << 8;
    public const int Font = 'T' | 'f' << 8;
    public const int CharacterSpacing = 'T' | 'c' << 8;
    public const int WordSpacing = 'T' | 'w' << 8;
    public const int HorizontalScale = 'T' | 'z' << 8;
    public const int Leading = 'T' | 'L' << 8;
    public const int Rise = 'T' | 's' << 8;
    public const int Move = 'T' | 'd' << 8;
    public const int MoveAndSetLeading = 'T' | 'D' << 8;
    public const int TextMatrix = 'T' | 'm' << 8;
    public const int NextLine = 'T' | '*' << 8;
    public const int Show = 'T' | 'j' << 8;
    public const int ShowSpaced = 'T' | 'J' << 8;
    public const int NextLineShow = '\'';
    public const int NextLineSpaceShow = '"';

    public const int BeginMarked = 'B' | 'M' << 8 | 'C' << 16;
    public const int BeginMarkedWithProperties = 'B' | 'D' << 8 | 'C' << 16;
    public const int EndMarked = 'E' | 'M' << 8 | 'C' << 16;

    /// <summary>The number of an operator; 0 for one longer than any known.</summary>
    public static int Of(ReadOnlySpan<byte> keyword) => keyword switch
    {
        [var a] => a,
        [var a, var b] => a | b << 8,
        [var a, var b, var c] => a | b << 8 | c << 16,
        _ => 0,
    };
}
