using System.Text;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Finds headers, footers and page numbers: what stands at the same height of neighbouring pages, digits aside.</summary>
internal sealed class RunningHeads
{
    /// <summary>How far apart two pages may be; left and right pages differ.</summary>
    public const int Reach = 2;

    private const double MarginShare = 0.13;
    private const double SameHeight = 4;
    private const int MaxLines = 3;

    private readonly record struct Head(int Page, double Y);

    private readonly Dictionary<string, List<Head>> _heads = [];

    /// <summary>Remembers what stands at the edges of a page.</summary>
    public void Learn(LaidOutPage page)
    {
        foreach (var block in page.Blocks)
            if (IsAtEdge(block, page.Height)) Remember(Key(block), new Head(page.Number, block.Top));
    }

    /// <summary>Takes the running heads off a page, once its neighbours are known; never all there is on it.</summary>
    public void Remove(LaidOutPage page)
    {
        var heads = page.Blocks.FindAll(b => IsAtEdge(b, page.Height) && Recurs(Key(b), page.Number, b.Top));
        if (heads.Count < page.Blocks.Count) page.Blocks.RemoveAll(heads.Contains);
    }

    /// <summary>Forgets pages that no page to come lies near.</summary>
    public void Forget(int beforePage)
    {
        foreach (var (key, heads) in _heads)
        {
            heads.RemoveAll(h => h.Page < beforePage);
            if (heads.Count == 0) _heads.Remove(key);
        }
    }

    private void Remember(string key, Head head)
    {
        if (!_heads.TryGetValue(key, out var heads)) _heads[key] = heads = [];
        heads.Add(head);
    }

    private bool Recurs(string key, int page, double y) =>
        _heads[key].Exists(h => h.Page != page && Math.Abs(h.Page - page) <= Reach && Math.Abs(h.Y - y) < SameHeight);

    // Line space counts down from the top of the page, which lies at minus its height.
    private static bool IsAtEdge(TextBlock block, double height) =>
        block.Angle == 0 && block.Lines.Count <= MaxLines && block.Table is null
        && (block.Bottom < -height * (1 - MarginShare) || block.Top > -height * MarginShare);

    private static string Key(TextBlock block)
    {
        var key = new StringBuilder();
        foreach (var line in block.Lines)
            foreach (var c in line.Text)
                if (!char.IsDigit(c)) key.Append(c);
                else if (key.Length == 0 || key[^1] != '#') key.Append('#');
        return key.ToString();
    }
}
