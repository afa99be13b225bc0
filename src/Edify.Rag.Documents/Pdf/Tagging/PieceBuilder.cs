using System.Text.RegularExpressions;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Makes pieces of a page's structure, in logical order: a block takes its inline content, blocks within it follow it.</summary>
internal sealed partial class PieceBuilder(
    StructureTree tree, TaggedText texts, IReadOnlyDictionary<ContentMark, List<Glyph>> glyphs, Predicate<StructureNode> mayReplace)
{
    private readonly record struct Scope(int Sections, int Lists);

    private readonly HashSet<ContentMark> _told = [];

    public List<TaggedPiece> Pieces { get; } = [];

    /// <summary>Text of artifacts that stand in the structure tree.</summary>
    public List<string> RunningHeads { get; } = [];

    /// <summary>Content that stands in pieces and running heads.</summary>
    public IReadOnlySet<ContentMark> Told => _told;

    public void Build(IReadOnlyList<StructureNode> tops)
    {
        foreach (var top in tops) Visit(top, default);
    }

    private void Visit(StructureNode node, Scope scope)
    {
        if (node.ActualText is not null && node.Role is StructureRole.Group or StructureRole.Section or StructureRole.List or StructureRole.Table)
        {
            AddBlock(node, ElementKind.Paragraph, 0, scope);
            return;
        }

        switch (node.Role)
        {
            case StructureRole.Group or StructureRole.RowGroup or StructureRole.Row or StructureRole.Cell: VisitGroup(node, scope); break;
            case StructureRole.Section: VisitGroup(node, scope with { Sections = scope.Sections + 1 }); break;
            case StructureRole.List: VisitGroup(node, scope with { Lists = scope.Lists + 1 }); break;
            case StructureRole.Table: VisitTable(node, scope); break;
            case StructureRole.Heading: AddBlock(node, ElementKind.Heading, Math.Clamp(node.Level > 0 ? node.Level : scope.Sections, 1, 9), scope); break;
            case StructureRole.ListItem: AddBlock(node, ElementKind.ListItem, Math.Max(1, scope.Lists), scope); break;
            case StructureRole.Caption: AddBlock(node, ElementKind.Caption, 0, scope); break;
            case StructureRole.Note: AddBlock(node, ElementKind.Note, 0, scope); break;
            case StructureRole.Code: AddBlock(node, ElementKind.Code, 0, scope); break;
            case StructureRole.Figure: VisitFigure(node, scope); break;
            default: AddBlock(node, node.Role == StructureRole.Artifact ? ElementKind.RunningHead : ElementKind.Paragraph, 0, scope); break;
        }
    }

    // Content that stands between blocks makes paragraphs of its own.
    private void VisitGroup(StructureNode group, Scope scope)
    {
        var (loose, deferred) = (new TaggedContent(), new List<StructureNode>());
        foreach (var item in group.Items)
        {
            if (item.Node is { Role: not (StructureRole.Inline or StructureRole.Gloss or StructureRole.Label) } block)
            {
                Flush();
                Visit(block, scope);
            }
            else if (item.Node is null) loose.Add(GlyphsOf(item.Content));
            else CollectChild(item.Node, loose, deferred);
        }

        Flush();

        void Flush()
        {
            AddPiece(ElementKind.Paragraph, 0, 0, loose);
            foreach (var node in deferred) Visit(node, scope);
            (loose, deferred) = (new TaggedContent(), []);
        }
    }

    private void VisitTable(StructureNode table, Scope scope)
    {
        foreach (var item in table.Items)
            if (item.Node is { Role: StructureRole.Caption } caption) Visit(caption, scope);
        var bounds = GlyphBounds.Nothing;
        var text = new TaggedTable(tree, cell =>
        {
            var content = new TaggedContent();
            Collect(cell, content, deferred: null);
            if (bounds.IsEmpty) bounds = content.Bounds;
            return texts.Join(content);
        }).Read(table);
        if (text is not null) Add(ElementKind.Table, 0, table.Number, text, bounds);
        else foreach (var item in table.Items)
            if (item.Node is { Role: not StructureRole.Caption } child) Visit(child, scope);
    }

    // What a figure shows as text is kept, and so is what it says to those who cannot see it.
    private void VisitFigure(StructureNode figure, Scope scope)
    {
        AddBlock(figure, ElementKind.Paragraph, 0, scope);
        var shown = Pieces.Count > 0 && Pieces[^1].Element == figure.Number ? Pieces[^1].Text : "";
        if (figure.ActualText is null && Describes(figure.AlternativeText, shown)) Add(ElementKind.Paragraph, 0, 0, figure.AlternativeText!, GlyphBounds.Nothing);
    }

    // Programs write the picture's file name for want of a description.
    private static bool Describes(string? alternative, string shown) =>
        !string.IsNullOrWhiteSpace(alternative) && alternative.Trim() != shown.Trim() && !FileName().IsMatch(alternative);

    [GeneratedRegex(@"\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg|eps|pdf)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    private void AddBlock(StructureNode node, ElementKind kind, int level, Scope scope)
    {
        var (content, deferred) = (new TaggedContent(), new List<StructureNode>());
        Collect(node, content, deferred);
        AddPiece(kind, level, node.Number, content);
        foreach (var child in deferred) Visit(child, scope);
    }

    private void Collect(StructureNode node, TaggedContent content, List<StructureNode>? deferred)
    {
        if (node.ActualText is { } actual && AllGlyphs(node) is var shown && !ReplacementText.Contradicts(actual, texts.Join(TaggedContent.Of(shown))))
        {
            content.AddReplacement(shown, mayReplace(node) ? actual : "");
            return;
        }

        foreach (var item in node.Items)
        {
            if (item.Node is null) content.Add(GlyphsOf(item.Content));
            else CollectChild(item.Node, content, deferred);
        }

        if (node.Expansion is { Length: > 0 } expansion) content.AddText($"({expansion})");
    }

    private void CollectChild(StructureNode child, TaggedContent content, List<StructureNode>? deferred)
    {
        switch (child.Role)
        {
            case StructureRole.Table or StructureRole.List or StructureRole.Note or StructureRole.Caption or StructureRole.Heading or StructureRole.Artifact when deferred is not null:
                deferred.Add(child);
                break;
            case StructureRole.Artifact:
                break;
            case StructureRole.Inline or StructureRole.Code:
                var before = content.Bounds.Count;
                Collect(child, content, deferred);
                if (content.Bounds.Count == before && child.ActualText is null && child.AlternativeText is { } alternative) content.AddText(alternative);
                break;
            case StructureRole.Label when child.Parent?.Role == StructureRole.ListItem:
                AddLabel(child, content);
                break;
            case StructureRole.Figure when deferred is not null && child.ActualText is null:
                deferred.Add(child);
                break;
            default:
                content.Break();
                Collect(child, content, deferred);
                content.Break();
                break;
        }
    }

    // Bullets go; numbers and letters stay, for the text may refer to them.
    private void AddLabel(StructureNode label, TaggedContent content)
    {
        var own = new TaggedContent();
        Collect(label, own, deferred: null);
        var text = texts.Join(own).Trim();
        if (text != "o" && text.Any(char.IsLetterOrDigit)) content.AddText(text);
    }

    private void AddPiece(ElementKind kind, int level, int element, TaggedContent content)
    {
        if (content.IsEmpty) return;
        var text = kind == ElementKind.Code ? texts.KeepLines(content) : texts.Join(content);
        if (kind == ElementKind.ListItem) text = ListMarker.Strip(text);
        Add(kind, level, element, text, content.Bounds);
    }

    private void Add(ElementKind kind, int level, int element, string text, in GlyphBounds bounds)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        if (kind == ElementKind.RunningHead) RunningHeads.Add(text);
        else Pieces.Add(new TaggedPiece(kind, level, element) { Text = text, Bounds = bounds });
    }

    private List<Glyph> GlyphsOf(ContentMark mark)
    {
        _told.Add(mark);
        return glyphs.TryGetValue(mark, out var own) ? own : [];
    }

    private List<Glyph> AllGlyphs(StructureNode node)
    {
        var all = new List<Glyph>();
        foreach (var item in node.Items) all.AddRange(item.Node is null ? GlyphsOf(item.Content) : AllGlyphs(item.Node));
        return all;
    }
}
