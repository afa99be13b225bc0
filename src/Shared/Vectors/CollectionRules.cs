namespace Edify.Rag.Shared.Vectors;

/// <summary>What a collection may be.</summary>
internal static class CollectionRules
{
    private const int MaxNameLength = 63;
    private const int MaxDimension = 16_384;

    public static void Check(CollectionDefinition collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        CheckName(collection.Name);
        ArgumentException.ThrowIfNullOrWhiteSpace(collection.Embedder);
        if (collection.Dimension is < 1 or > MaxDimension)
        {
            throw new ArgumentOutOfRangeException(
                nameof(collection), collection.Dimension, $"The dimension of collection '{collection.Name}' must be 1 to {MaxDimension:N0}.");
        }
    }

    public static void CheckName(string collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (!IsName(collection))
        {
            throw new ArgumentException(
                $"'{collection}' is no name of a collection: lower-case letters, digits, '-' and '_', 1 to {MaxNameLength}, the first a letter or digit.",
                nameof(collection));
        }
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && char.IsAsciiLetterOrDigit(name[0]) &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
