using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>A collection as the server has it.</summary>
/// <param name="Name">Its name; never an alias.</param>
/// <param name="DenseVector">The name of its vectors, which tells the embedder; see <see cref="VectorNames"/>.</param>
/// <param name="Dimension">Their length.</param>
/// <param name="Indexes">The payload keys that have an index.</param>
/// <param name="About">What it says of itself; <see langword="null"/> while it is being made.</param>
internal sealed record CollectionShape(string Name, string DenseVector, int Dimension, IReadOnlySet<string> Indexes, AboutCollection? About)
{
    /// <summary>Whether the server can't use it: its status is red, or its optimizer stopped.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether records say which words they hold.</summary>
    public bool CountsWords => Indexes.Contains(PayloadKeys.Terms);

    /// <summary>The indexes that its declared fields should have and lack.</summary>
    public IEnumerable<FieldIndex> MissingIndexes(IEnumerable<KeyValuePair<string, FieldKind>> fields) => FieldIndex.Of(fields).Where(index => !Indexes.Contains(index.Key));

    /// <summary>The payload keys that no reader needs.</summary>
    public IReadOnlyList<string> Unread =>
        [PayloadKeys.Terms, .. About?.Fields.Where(f => f.Value is FieldKind.Text or FieldKind.Texts).Select(f => PayloadKeys.Order(f.Key)) ?? []];
}
