using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;

namespace Edify.Rag.Repository.Tests.HouseRules;

/// <summary>Defaults as the documentation states them: what follows "Default:" in a property's value element.</summary>
internal static class DocumentedDefaults
{
    private const string Mark = "Default:";

    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Documents = new();

    /// <summary>The stated default; <see langword="null"/> when none is stated.</summary>
    public static string? Of(PropertyInfo property)
    {
        var members = Documents.GetOrAdd(property.DeclaringType!.Assembly, Load);
        var name = $"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}";
        if (!members.TryGetValue(name, out var member) || member.Element("value") is not { } value) return null;
        var text = string.Join(' ', Text(value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..].Trim() : null;
    }

    /// <summary>Whether a value has a form that people would write it in; a value made of others has none.</summary>
    public static bool CanCompare(object? value) => Forms(value).Any();

    /// <summary>Whether the text begins with the value.</summary>
    public static bool Says(string text, object? value) => Forms(value).Any(form =>
        text.StartsWith(form, StringComparison.OrdinalIgnoreCase) && IsEnd(text.AsSpan(form.Length)));

    private static bool IsEnd(ReadOnlySpan<char> rest) =>
        rest is [] or ['.'] || (!char.IsLetterOrDigit(rest[0]) && !(rest[0] is '.' or ',' && rest.Length > 1 && char.IsDigit(rest[1])));

    private static IEnumerable<string> Forms(object? value) => value switch
    {
        null => ["none", "null", "not set"],
        bool flag => [flag ? "true" : "false", flag ? "on" : "off"],
        string { Length: 0 } => ["empty", "\"\"", "none"],
        string text => [$"\"{text}\"", $"'{text}'", text],
        TimeSpan time => Units((time.TotalDays, "day"), (time.TotalHours, "hour"), (time.TotalMinutes, "minute"), (time.TotalSeconds, "second"), (time.TotalMilliseconds, "millisecond")),
        Enum member => [member.ToString()],
        int or long => [.. Numbers((IFormattable)value), .. Bytes(Convert.ToInt64(value, CultureInfo.InvariantCulture))],
        IFormattable number and (float or double or decimal) => Numbers(number),
        ICollection { Count: 0 } => ["none", "empty"],
        IEnumerable<string> items => [string.Join(", ", items), string.Join(", ", items.Select(i => $"\"{i}\""))],
        _ => [],
    };

    private static IEnumerable<string> Numbers(IFormattable value) =>
        [value.ToString(null, CultureInfo.InvariantCulture), value.ToString("#,0.##########", CultureInfo.InvariantCulture)];

    private static IEnumerable<string> Bytes(long value) => Units(
        (value / (double)(1L << 30), "GiB"), (value / (double)(1L << 20), "MiB"), (value / (double)(1L << 10), "KiB")).Select(form => form.Replace("Bs", "B", StringComparison.Ordinal));

    // Whole numbers of a unit only: nobody writes 0.0333 hours.
    private static IEnumerable<string> Units(params (double Amount, string Unit)[] amounts) =>
        from a in amounts
        where a.Amount >= 1 && a.Amount == Math.Floor(a.Amount)
        select string.Create(CultureInfo.InvariantCulture, $"{a.Amount:#,0} {a.Unit}{(a.Amount == 1 ? "" : "s")}");

    // A reference to a word of the language or to a member stands for its last name.
    private static string Text(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement e when (e.Attribute("langword") ?? e.Attribute("cref")) is { } reference && e.IsEmpty => reference.Value.Split('(')[0].Split('.', ':')[^1],
        XElement e => Text(e),
        _ => string.Empty,
    }));

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return File.Exists(file) ? XDocument.Load(file).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value) : [];
    }
}
