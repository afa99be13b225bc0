using System.Collections.Frozen;

namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>What Unicode says of code points, in the versions that the reference implementation carries rather than that of the runtime.</summary>
/// <remarks>
/// Own tables, since a token must be the same on every machine: .NET takes normalization from the operating system's ICU, which
/// may be absent or of any version.
/// </remarks>
internal static class UnicodeTables
{
    static UnicodeTables()
    {
        var reader = new UnicodeTableReader();
        reader.Read();
        Traits = reader.Traits;
        Categories = reader.Categories;
        CategoryNames = reader.CategoryNames;
        Orders = reader.Orders;
        Lower = new(reader.Lower);
        Canonical = new(reader.Canonical);
        Compatibility = new(reader.Compatibility);
        Compositions = reader.Compositions.ToFrozenDictionary();
        Sets = reader.Sets;
        Folds = reader.Folds;
    }

    public static CodePointTable<CodePointTraits> Traits { get; }

    /// <summary>General category by number: its place in <see cref="CategoryNames"/> and one more; 0 for what is not assigned.</summary>
    public static CodePointTable<byte> Categories { get; }

    public static IReadOnlyList<string> CategoryNames { get; }

    /// <summary>Canonical combining class, numbered without gaps; 0 for what is no combining mark.</summary>
    public static CodePointTable<byte> Orders { get; }

    public static CodePointStrings Lower { get; }

    public static CodePointStrings Canonical { get; }

    /// <summary>Full compatibility decompositions, where they differ from the canonical ones.</summary>
    public static CodePointStrings Compatibility { get; }

    /// <summary>Primary composites, by the first code point shifted by 32 bits and the second.</summary>
    public static FrozenDictionary<ulong, int> Compositions { get; }

    /// <summary>Ranges of scripts, by name.</summary>
    public static IReadOnlyDictionary<string, (int First, int Last)[]> Sets { get; }

    /// <summary>Code points beyond ASCII that match a letter when case is ignored.</summary>
    public static IReadOnlyDictionary<int, int[]> Folds { get; }

    public static bool Has(int codePoint, CodePointTraits traits) => (Traits[codePoint] & traits) != 0;
}
