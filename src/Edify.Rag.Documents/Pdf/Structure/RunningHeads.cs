using System.Globalization;
using System.Text;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Finds headers, footers and page numbers: the same words at the same height of neighbouring pages.</summary>
/// <remarks>
/// Numbers in them must be the same, too, or count pages. The first page keeps its own, page numbers aside: there, a letterhead
/// or a title stands for the first time.
/// </remarks>
internal sealed class RunningHeads
{
    /// <summary>How far apart two pages may be; left and right pages differ.</summary>
    public const int Reach = 2;

    private const double MarginShare = 0.13;
    private const double MarginShareOfNumbers = 0.2;
    private const double SameHeight = 4;
    private const int MaxLines = 3;
    private const int MaxPerPage = 64;
    private const int MostDigits = 18; // of a number that fits; longer runs count as several

    private sealed record Head(int Page, double Y, string Words, long[] Numbers);

    private readonly List<Head> _heads = [];

    /// <summary>Remembers what stands at the edges of a page.</summary>
    public void Learn(LaidOutPage page)
    {
        foreach (var block in AtEdge(page)) _heads.Add(Read(block, page.Number));
    }

    /// <summary>Takes the running heads off a page, once its neighbours are known; never all there is on it.</summary>
    /// <returns>What stood above the text of the page, and what stood below it, from top to bottom.</returns>
    public (List<TextBlock> Headers, List<TextBlock> Footers) Take(LaidOutPage page)
    {
        var heads = AtEdge(page).Where(b => Recurs(Read(b, page.Number))).OrderBy(b => b.Top).ThenBy(b => b.X).ToList();
        if (heads.Count == page.Blocks.Count) return ([], []);
        page.Blocks.RemoveAll(heads.Contains);
        var middle = -page.Height / 2;
        return (heads.FindAll(b => b.Top < middle), heads.FindAll(b => b.Top >= middle));
    }

    /// <summary>Forgets pages that no page to come lies near.</summary>
    public void Forget(int beforePage) => _heads.RemoveAll(h => h.Page < beforePage);

    private static IEnumerable<TextBlock> AtEdge(LaidOutPage page) => page.Blocks.Where(b => IsAtEdge(b, page.Height)).Take(MaxPerPage);

    private bool Recurs(Head head) => _heads.Exists(other =>
        other.Page != head.Page && Math.Abs(other.Page - head.Page) <= Reach && Math.Abs(other.Y - head.Y) < SameHeight
        && other.Words == head.Words && CountsPages(other, head)
        && (head.Page > 1 || !other.Numbers.AsSpan().SequenceEqual(head.Numbers)));

    // "Room 12" and "Room 14" on two pages are content; "Page 12" and "Page 13" are not.
    private static bool CountsPages(Head a, Head b)
    {
        for (var i = 0; i < a.Numbers.Length; i++)
            if (a.Numbers[i] != b.Numbers[i] && a.Numbers[i] - b.Numbers[i] != a.Page - b.Page) return false;
        return true;
    }

    // Line space counts down from the top of the page, which lies at minus its height.
    private static bool IsAtEdge(TextBlock block, double height)
    {
        if (block.Angle != 0 || block.Lines.Count > MaxLines || block.Table is not null) return false;
        var margin = height * (block.Lines[0].Text.All(char.IsDigit) ? MarginShareOfNumbers : MarginShare);
        return block.Bottom < margin - height || block.Top > -margin;
    }

    private static Head Read(TextBlock block, int page)
    {
        var words = new StringBuilder();
        var numbers = new List<long>();
        foreach (var line in block.Lines)
        {
            var text = line.Text.AsSpan();
            for (var i = 0; i < text.Length; i++)
            {
                var digits = CountDigits(text[i..]);
                if (!long.TryParse(text.Slice(i, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) words.Append(text[i]);
                else
                {
                    words.Append('#');
                    numbers.Add(number);
                    i += digits - 1;
                }
            }
        }

        return new Head(page, block.Top, words.ToString(), [.. numbers]);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(MostDigits, text.Length)].IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? Math.Min(MostDigits, text.Length) : end;
    }
}
