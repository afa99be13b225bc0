namespace Edify.Rag.Documents.Html;

/// <summary>Finds where scripts, styles and drawings end on a walk through a page, from its start to its end.</summary>
/// <remarks>Scripts compare with "&lt;", and drawings close their elements in their own way: neither says how deep the page is.</remarks>
internal sealed class ForeignContent
{
    private static readonly (string Name, string EndTag)[] Kinds = [("script", "</script"), ("style", "</style"), ("svg", "</svg"), ("math", "</math")];

    // A page full of tags that never end would else be searched to its end for each of them.
    private readonly bool[] _hasNoEnd = new bool[Kinds.Length];

    /// <summary>Characters up to the end tag; 0 when it is missing, and for elements of HTML.</summary>
    /// <param name="html">What follows the start of the tag.</param>
    /// <param name="name">Name of the element.</param>
    public int Length(ReadOnlySpan<char> html, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (!name.Equals(Kinds[i].Name, StringComparison.OrdinalIgnoreCase)) continue;
            var end = _hasNoEnd[i] ? -1 : html.IndexOf(Kinds[i].EndTag, StringComparison.OrdinalIgnoreCase);
            _hasNoEnd[i] = end < 0;
            return Math.Max(0, end);
        }

        return 0;
    }
}
