using Edify.Rag.Documents.Pdf.Catalog;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Reads the tags of a file's pages, in order.</summary>
internal sealed class PageTagger
{
    private const int MaxReplaced = 100_000;

    private readonly StructureTree? _tree;
    private readonly PdfBudget _budget;
    private readonly TaggedText _texts;
    private readonly Dictionary<int, int> _replacedOn = [];
    private bool _hasHeadings;

    // A damaged tree costs the tags, not the text.
    public PageTagger(PdfFile file, PdfBudget budget, OptionalParts parts)
    {
        const string Name = "structure tree";
        (_budget, _texts) = (budget, new TaggedText(budget));
        var root = parts.Dictionary(file.Catalog, "StructTreeRoot", Name);
        _tree = root is null ? null : parts.Read(Name, () => StructureTree.Of(root, file.Catalog));
    }

    /// <summary>Takes off a page what its tags tell of it; <see langword="null"/> when they tell nothing.</summary>
    /// <param name="page">The page.</param>
    /// <param name="content">What it shows; keeps what the tags do not tell.</param>
    /// <param name="number">Number of the page.</param>
    public PageTags? TakeOff(PdfDictionary page, PageContent content, int number)
    {
        if (!content.Marks.Any) return null;
        var groups = content.Marks.Group(content.Glyphs);
        if (Read(page, groups, number) is { } read)
        {
            var heads = new TaggedHeads([.. read.RunningHeads], []);
            AddArtifacts(heads, groups, ArtifactKind.RunningHead, content.Height);
            AddArtifacts(heads, groups, ArtifactKind.Pagination, content.Height);
            content.Glyphs.Clear();
            foreach (var (mark, glyphs) in groups)
                if (mark.Artifact == ArtifactKind.None && !read.Told.Contains(mark)) content.Glyphs.AddRange(glyphs);
            return new PageTags(read.Pieces, heads);
        }

        if (!groups.TryGetValue(ContentMark.Of(ArtifactKind.RunningHead), out var marked)) return null;
        var gone = marked.ToHashSet();
        content.Glyphs.RemoveAll(gone.Contains);
        var only = new TaggedHeads([], []);
        AddArtifacts(only, groups, ArtifactKind.RunningHead, content.Height);
        return new PageTags(null, only);
    }

    private PieceBuilder? Read(PdfDictionary page, Dictionary<ContentMark, List<Glyph>> groups, int number)
    {
        if (_tree is null || !groups.Keys.Any(m => m.IsTagged)) return null;
        try
        {
            var structure = new PageStructure(_tree, _budget);
            structure.Read(page.Integer("StructParents", -1), groups.Keys);
            int tagged = 0, untagged = 0;
            foreach (var (mark, glyphs) in groups)
            {
                if (structure.Knows(mark)) tagged += TagTrust.CountInk(glyphs);
                else if (mark.Artifact == ArtifactKind.None) untagged += TagTrust.CountInk(glyphs);
            }

            if (!TagTrust.Covers(tagged, untagged)) return null;
            var begun = new HashSet<int>();
            var builder = new PieceBuilder(_tree, _texts, groups, node => MayReplace(node, number, begun));
            builder.Build(structure.Tops);
            _hasHeadings |= builder.Pieces.Exists(p => p.Kind == ElementKind.Heading);
            if (!TagTrust.IsPlausible(builder.Pieces, _hasHeadings)) return null;
            foreach (var element in begun) _replacedOn.TryAdd(element, number);
            return builder;
        }
        catch (Exception e) when (ReadSession.IsOfParsing(e))
        {
            return null; // the page is read by its looks
        }
    }

    private void AddArtifacts(TaggedHeads heads, Dictionary<ContentMark, List<Glyph>> groups, ArtifactKind kind, double height)
    {
        if (!groups.TryGetValue(ContentMark.Of(kind), out var glyphs)) return;
        heads.Headers.AddRange(Lines(glyphs.FindAll(g => g.Y >= height / 2)));
        heads.Footers.AddRange(Lines(glyphs.FindAll(g => g.Y < height / 2)));
    }

    private string[] Lines(List<Glyph> glyphs) =>
        _texts.KeepLines(TaggedContent.Of(glyphs)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // The text of an element that goes on over pages replaces it on the first of them whose tags are followed.
    private bool MayReplace(StructureNode node, int page, HashSet<int> begun)
    {
        if (_replacedOn.TryGetValue(node.Number, out var first)) return first == page;
        if (_replacedOn.Count + begun.Count < MaxReplaced) begun.Add(node.Number);
        return true;
    }
}
