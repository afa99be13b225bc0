namespace Edify.Rag.Documents.Html.Article;

/// <summary>Measures where running text stands on a page.</summary>
internal static class Prose
{
    private const int ShortestText = 20;
    private const int ShortestSentence = 40;
    private const double WeightOfFragments = 0.3;

    /// <summary>Measures every element, without what is dropped.</summary>
    /// <param name="tree">The page.</param>
    public static void Measure(PageTree tree)
    {
        var nodes = tree.Nodes;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].IsDropped) i = nodes[i].End - 1;
            else if (ElementNames.IsBlock(nodes[i].Name)) nodes[i].Prose = Own(nodes[i]);
        }

        for (var i = nodes.Count - 1; i > 0; i--)
            if (!nodes[i].IsDropped) nodes[i].Parent!.Prose += nodes[i].Prose;
    }

    // Links are ways to other pages; fragments without punctuation are labels more often than sentences.
    private static double Own(PageNode node)
    {
        var plain = node.OwnLength - node.OwnLinkLength;
        if (plain < ShortestText || node.OwnLinkLength > plain) return 0;
        return node.OwnMarks > 0 && plain > ShortestSentence ? plain : plain * WeightOfFragments;
    }
}
