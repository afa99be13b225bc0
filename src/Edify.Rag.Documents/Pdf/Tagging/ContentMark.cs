namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>What a piece of content belongs to: an element of the structure tree, an artifact, or neither.</summary>
/// <param name="Owner">Key in the parent tree of the content stream, or of the object, that holds it.</param>
/// <param name="Id">Its marked-content identifier in that stream; -1 for a whole object, such as an annotation.</param>
/// <param name="Artifact">What kind of artifact it is.</param>
internal readonly record struct ContentMark(int Owner, int Id, ArtifactKind Artifact = ArtifactKind.None)
{
    /// <summary>No structure element is known for it.</summary>
    public static readonly ContentMark None = new(-1, -1);

    public bool IsTagged => Owner >= 0;

    /// <summary>The mark of an artifact.</summary>
    public static ContentMark Of(ArtifactKind artifact) => new(-1, -1, artifact);
}

/// <summary>Kinds of artifacts (ISO 32000-2, 14.8.2.2).</summary>
internal enum ArtifactKind : byte
{
    None,

    /// <summary>A header or footer.</summary>
    RunningHead,

    /// <summary>Of pagination, or not said what of: page numbers, watermarks, Bates numbers.</summary>
    Pagination,

    /// <summary>Ornament of the layout or production.</summary>
    Ornament,
}
