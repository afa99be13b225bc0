using System.Globalization;
using System.Text;

namespace Edify.Rag.Qdrant.Records;

/// <summary>The keys of a point's payload: a field's values of each kind stand under a key of their own.</summary>
/// <remarks>
/// So the conditions on 7, "7" and true are on different keys, each key holds one type, which its index needs, and one request sets
/// a field anew whatever it was before. In a key only letters, digits and '_' stand as they are, so that dots, brackets and quotes
/// of a name are no path: any other character is '-' and its code in four hexadecimal digits.
/// </remarks>
internal static class PayloadKeys
{
    /// <summary>The record's text.</summary>
    public const string Content = "content";

    /// <summary>The numbers of the words of the text.</summary>
    public const string Terms = "terms";

    public const string TextPrefix = "text_";
    public const string OrderPrefix = "order_";
    public const string NumberPrefix = "number_";
    public const string ExactPrefix = "exact_";
    public const string FlagPrefix = "flag_";
    public const string TimePrefix = "time_";
    public const string FinePrefix = "fine_";

    /// <summary>One text, or an array of several.</summary>
    public static string Text(string field) => TextPrefix + Encoded(field);

    /// <summary>The texts in a form that can be put in order; see <see cref="TextOrder"/>.</summary>
    public static string Order(string field) => OrderPrefix + Encoded(field);

    /// <summary>An integer or a number in a form that can be put in order; see <see cref="NumberOrder"/>.</summary>
    public static string Number(string field) => NumberPrefix + Encoded(field);

    /// <summary>An integer, or a number as text: as it was.</summary>
    public static string Exact(string field) => ExactPrefix + Encoded(field);

    /// <summary>A boolean.</summary>
    public static string Flag(string field) => FlagPrefix + Encoded(field);

    /// <summary>A time to the microsecond.</summary>
    public static string Time(string field) => TimePrefix + Encoded(field);

    /// <summary>What a number or a time has beyond what its key holds; absent where that is nothing.</summary>
    public static string Fine(string field) => FinePrefix + Encoded(field);

    /// <summary>The field of a key, after its prefix.</summary>
    public static string Field(string key, string prefix)
    {
        var mark = key.IndexOf('-', StringComparison.Ordinal);
        if (mark < 0) return key[prefix.Length..];
        var name = new StringBuilder(key, prefix.Length, mark - prefix.Length, key.Length);
        for (var i = mark; i < key.Length; i++)
        {
            if (key[i] != '-' || !ushort.TryParse(key.AsSpan(i + 1, Math.Min(4, key.Length - i - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                name.Append(key[i]);
                continue;
            }

            name.Append((char)unit);
            i += 4;
        }

        return name.ToString();
    }

    private static string Encoded(string field)
    {
        var first = IndexOfSpecial(field);
        if (first < 0) return field;
        var key = new StringBuilder(field, 0, first, field.Length + 16);
        foreach (var unit in field.AsSpan(first))
        {
            if (IsPlain(unit)) key.Append(unit);
            else key.Append(CultureInfo.InvariantCulture, $"-{(int)unit:X4}");
        }

        return key.ToString();
    }

    private static int IndexOfSpecial(string field)
    {
        for (var i = 0; i < field.Length; i++)
        {
            if (!IsPlain(field[i])) return i;
        }

        return -1;
    }

    private static bool IsPlain(char unit) => char.IsAsciiLetterOrDigit(unit) || unit == '_';
}
