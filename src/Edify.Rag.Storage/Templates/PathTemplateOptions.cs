namespace Edify.Rag;

/// <summary>Options of path templates.</summary>
public sealed class PathTemplateOptions
{
    /// <summary>The rules, in order: the first whose pattern matches a blob's name gives its fields.</summary>
    /// <value>Default: empty, which takes the rules for a school's folders.</value>
    public IList<PathTemplateRule> Templates { get; } = [];

    /// <summary>Names of blob metadata that also become fields. A field that the template sets wins.</summary>
    /// <remarks>Access rules look at fields, so a name listed here lets whoever writes a blob's metadata grant rights by it.</remarks>
    /// <value>Default: empty, which takes none.</value>
    public IList<string> MetadataFields { get; } = [];
}

/// <summary>One rule: a pattern for names, and what a name that matches tells.</summary>
public sealed class PathTemplateRule
{
    /// <summary>The pattern: '/'-separated segments of literal text, <c>{field}</c>, <c>*</c>, and <c>**</c> at the end.</summary>
    /// <remarks>
    /// <c>{field}</c> and <c>*</c> stand for at least one character within one segment, and may be mixed with literal text that
    /// stands between them; where several cuts are possible, the earlier ones take as little as they can. <c>**</c> stands for
    /// one or more whole segments. Literal text is compared without case and without regard to white space around a segment.
    /// </remarks>
    /// <value>Default: empty, which is refused at start-up.</value>
    public string Pattern { get; set; } = string.Empty;

    /// <summary>Fields that are the same for every name that matches, such as module = "sop".</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> Fields { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
