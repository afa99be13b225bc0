using System.Buffers;
using System.Globalization;
using System.Text;

namespace Edify.Rag.MongoDb.Vectors.Records;

/// <summary>Where a field of a record stands in its document.</summary>
/// <remarks>
/// Document and position have a place of their own, as the layout has it; all others stand in <c>metadata</c>. What MongoDB can't
/// have in a name, or would take for a path, is written as <c>%</c> and its code: <c>dotted.name</c> is <c>dotted%2Ename</c>.
/// </remarks>
internal static class FieldPath
{
    public const string Metadata = "metadata";
    public const string Document = "document_id";
    public const string Ordinal = "chunk_index";

    // A name may be empty in a record.
    private const string Empty = "%";

    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. "\0.$%".ToCharArray(), .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    /// <summary>The path of a field.</summary>
    public static string Of(string field) => Apart(field) ?? $"{Metadata}.{Encode(field)}";

    /// <summary>The place of a field that stands apart from the others; <see langword="null"/> for one of <c>metadata</c>.</summary>
    public static string? Apart(string field) => field switch
    {
        RagFields.Document => Document,
        RagFields.Ordinal => Ordinal,
        _ => null,
    };

    public static string Encode(string field)
    {
        if (field.Length == 0) return Empty;
        if (field.AsSpan().IndexOfAny(Special) < 0) return field;
        var encoded = new StringBuilder(field.Length + 16);
        for (var i = 0; i < field.Length; i++)
        {
            if (!Special.Contains(field[i])) encoded.Append(field[i]);
            else if (i + 1 < field.Length && char.IsSurrogatePair(field[i], field[i + 1])) encoded.Append(field[i]).Append(field[++i]);
            else if (char.IsSurrogate(field[i])) encoded.Append(CultureInfo.InvariantCulture, $"%u{(int)field[i]:X4}");
            else encoded.Append(CultureInfo.InvariantCulture, $"%{(int)field[i]:X2}");
        }

        return encoded.ToString();
    }

    public static string Decode(string name)
    {
        if (name == Empty) return string.Empty;
        if (!name.Contains('%', StringComparison.Ordinal)) return name;
        var field = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var isWide = i + 1 < name.Length && name[i + 1] == 'u';
            var (start, digits) = isWide ? (i + 2, 4) : (i + 1, 2);
            if (name[i] != '%' || start + digits > name.Length
                || !int.TryParse(name.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                field.Append(name[i]);
                continue;
            }

            field.Append((char)code);
            i = start + digits - 1;
        }

        return field.ToString();
    }
}
