namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Puts passages in order: by score, then by how near and how well worded they are, then by document and place in it.</summary>
/// <remarks>Ids come last: they depend on where a source lies, and must not decide what is answered.</remarks>
internal sealed class RankOrder : IComparer<RetrievedChunk>
{
    public static RankOrder Instance { get; } = new();

    public int Compare(RetrievedChunk? x, RetrievedChunk? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = y.Score.CompareTo(x.Score);
        if (order == 0) order = Nullable.Compare(y.Similarity, x.Similarity);
        if (order == 0) order = Nullable.Compare(y.LexicalScore, x.LexicalScore);
        if (order == 0) order = string.CompareOrdinal(x.Name, y.Name);
        if (order == 0) order = Nullable.Compare(x.Ordinal(), y.Ordinal());
        return order != 0 ? order : x.Record.Id.CompareTo(y.Record.Id);
    }
}
