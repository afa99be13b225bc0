namespace Edify.Rag.Documents.Html.Article;

/// <summary>Recognises what asks for consent to cookies, which stands beside the content of any page.</summary>
internal static class CookieNotices
{
    private const int Longest = 2000;
    private const int Mentions = 2;

    /// <summary>Whether a part beside the content speaks of cookies again and again. The word is the same in most languages.</summary>
    public static bool IsOne(PageTree tree, PageNode node)
    {
        if (node.Length > Longest) return false;
        var mentions = 0;
        for (var i = node.Index; i < node.End; i++)
            if (tree.Nodes[i].Text is { } text) mentions += Count(text);
        return mentions >= Mentions;
    }

    private static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (int at; (at = text.IndexOf("cookie", StringComparison.OrdinalIgnoreCase)) >= 0; count++) text = text[(at + 6)..];
        return count;
    }
}
