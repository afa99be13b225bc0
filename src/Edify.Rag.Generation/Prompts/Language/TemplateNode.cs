namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>What a template is made of. The hierarchy is closed.</summary>
internal abstract record TemplateNode
{
    private TemplateNode() { }

    /// <summary>Text that stands as it is.</summary>
    public sealed record Text(string Content) : TemplateNode;

    /// <summary>A value.</summary>
    public sealed record Value(TemplatePath Path) : TemplateNode;

    /// <summary>The first branch whose condition holds, or else the last part.</summary>
    public sealed record If(IReadOnlyList<TemplateBranch> Branches, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    /// <summary>The same for each item of a list.</summary>
    public sealed record For(string Item, string List, IReadOnlyList<TemplateNode> Body, int Position) : TemplateNode;
}

/// <summary>One branch of a decision.</summary>
internal sealed record TemplateBranch(TemplateCondition When, IReadOnlyList<TemplateNode> Then);

/// <summary>Names a text or a list: <c>question</c>, or <c>passage.text</c> within a loop over passages.</summary>
/// <param name="Item">The loop's name; <see langword="null"/> outside of one.</param>
/// <param name="Name">The name.</param>
/// <param name="IsList">Whether it names a list.</param>
internal sealed record TemplatePath(string? Item, string Name, bool IsList);

/// <summary>What a decision depends on. The hierarchy is closed.</summary>
internal abstract record TemplateCondition
{
    private TemplateCondition() { }

    /// <summary>The text or list is not empty.</summary>
    public sealed record Holds(TemplatePath Path) : TemplateCondition;

    /// <summary>The text is exactly this one.</summary>
    public sealed record Is(TemplatePath Path, string Text) : TemplateCondition;

    /// <summary>The other does not hold.</summary>
    public sealed record Not(TemplateCondition Inner) : TemplateCondition;

    /// <summary>Both hold.</summary>
    public sealed record And(TemplateCondition Left, TemplateCondition Right) : TemplateCondition;

    /// <summary>One of both holds.</summary>
    public sealed record Or(TemplateCondition Left, TemplateCondition Right) : TemplateCondition;
}
