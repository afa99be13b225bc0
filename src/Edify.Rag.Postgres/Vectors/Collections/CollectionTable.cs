using System.Globalization;

namespace Edify.Rag.Postgres.Vectors.Collections;

/// <summary>A collection as the catalog knows it; its table is of a number that no other collection ever has.</summary>
/// <param name="Schema">The schema, quoted.</param>
/// <param name="Number">The table's number.</param>
/// <param name="Name">The collection's name.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Embedder">The embedder it was made for.</param>
/// <param name="Elements">How exactly vectors are kept.</param>
/// <param name="Words">The text search configuration, as it is written in a statement.</param>
/// <param name="Fields">The fields that have an index.</param>
internal sealed record CollectionTable(
    string Schema, int Number, string Name, int Dimension, string Embedder, PostgresVectorElements Elements, string Words, IReadOnlyList<IndexedField> Fields)
{
    /// <summary>Whether vectors are searched by an index.</summary>
    public bool HasVectorIndex { get; init; }

    /// <summary>Whether the server shows searches one tenant alone.</summary>
    public bool HasRowSecurity { get; init; }

    /// <summary>Whether the server notes what is written to it, see <see cref="ContentNotes"/>.</summary>
    public bool HasNotes { get; init; }

    /// <summary>
    /// The alias that it was remembered by, which may stand for another collection meanwhile. Nothing when it was looked up just
    /// now, or is called by its own name: that never becomes another table's.
    /// </summary>
    public string? RememberedAs { get; init; }

    public string BareName => string.Create(CultureInfo.InvariantCulture, $"vectors_{Number}");

    /// <summary>The table as it stands in a statement.</summary>
    public string Table => $"{Schema}.{BareName}";

    public string VectorIndex => $"{BareName}_hnsw";

    /// <summary>The text search configuration as a constant of a statement.</summary>
    public string Configuration => $"{SqlLiteral.Of(Words)}::regconfig";

    public bool CanHaveVectorIndex => Dimension <= PgVector.MaxIndexed(Elements);
}

/// <summary>A field that has an index.</summary>
/// <param name="Name">Its name as it is stored.</param>
/// <param name="Kind">The kind of its values, which decides about the kind of the index.</param>
/// <param name="Part">The number of the index among those of the table; fields with texts share one.</param>
internal sealed record IndexedField(string Name, FieldKind Kind, int Part);
