using System.Buffers;
using System.Text;

namespace Edify.Rag.Documents.Html;

/// <summary>Collects markup that comes in blocks, without the bytes of pictures that are embedded in it: most of a saved page.</summary>
/// <remarks>
/// Nothing reads them, but the parser would take them character by character and keep each picture in a text of its own. What is
/// not surely the address of an image is left alone, such as one that lies across two blocks.
/// </remarks>
internal sealed class EmbeddedPictures
{
    // More than is ever taken of a title or description, should the markup of an image stand in one.
    private const int Kept = 1024;

    private const string Mark = ";base64,";

    private static readonly SearchValues<char> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private readonly StringBuilder _markup = new();
    private bool _isWithin;

    /// <summary>Characters that came, those of pictures included.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a block.</summary>
    /// <param name="block">The next characters.</param>
    public void Append(ReadOnlySpan<char> block)
    {
        Length += block.Length;
        if (_isWithin)
        {
            var end = block.IndexOfAnyExcept(Digits);
            if (end < 0) return;
            _isWithin = false;
            block = block[end..];
        }

        var (copied, from) = (0, 0);
        while (block[from..].IndexOf(Mark) is >= 0 and var next)
        {
            var mark = from + next;
            from = mark + Mark.Length;
            if (!IsAddressOfImage(block[..mark])) continue;

            var digits = block[from..].IndexOfAnyExcept(Digits);
            _isWithin = digits < 0;
            var end = _isWithin ? block.Length : from + digits;
            if (_isWithin || end - from > Kept)
            {
                _markup.Append(block[copied..Math.Min(end, from + Kept)]);
                copied = end;
            }

            from = end;
        }

        _markup.Append(block[copied..]);
    }

    /// <summary>The markup.</summary>
    public override string ToString() => _markup.ToString();

    // <img … src="data:image/png — in double quotes, which cannot stand so in the text of a script's data.
    private static bool IsAddressOfImage(ReadOnlySpan<char> before)
    {
        var quote = before.LastIndexOf('"');
        if (quote < 0 || !before[(quote + 1)..].StartsWith("data:image/") || !before[..quote].EndsWith("src=", StringComparison.OrdinalIgnoreCase)) return false;
        var tag = before.LastIndexOfAny('<', '>');
        return tag >= 0 && tag < quote && before[tag..].StartsWith("<img", StringComparison.OrdinalIgnoreCase);
    }
}
