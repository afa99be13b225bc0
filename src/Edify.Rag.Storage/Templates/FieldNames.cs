using System.Buffers;

namespace Edify.Rag.Storage.Templates;

internal static class FieldNames
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Refuses a name that no template or metadata may set.</summary>
    /// <exception cref="FormatException">The message tells why.</exception>
    public static void ThrowIfInvalid(string name)
    {
        if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAnyExcept(Allowed))
            throw new FormatException($"'{name}' is not a field name; use letters, digits, '_', '-' and '.'.");
        if (RagFields.Reserved.Contains(name) || name.StartsWith(RagFields.PropertyPrefix, StringComparison.Ordinal))
            throw new FormatException($"the field '{name}' is set by the pipeline; choose another name.");
    }
}
