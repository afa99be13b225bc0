using System.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>A field's value with its parameters, such as a media type (RFC 2045), in the notation of RFC 2231, too.</summary>
internal sealed class MimeValue
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private MimeValue(string value) => Value = value;

    /// <summary>What stands before the parameters, in lower case.</summary>
    public string Value { get; }

    /// <summary>A parameter's value; <see langword="null"/> without one.</summary>
    /// <param name="name">Its name.</param>
    public string? this[string name]
    {
        get
        {
            if (_parameters.TryGetValue(name, out var plain)) return EncodedWords.Decode(plain);
            if (_parameters.TryGetValue(name + "*", out var extended)) return DecodeExtended(extended, isFirst: true, out _);
            return Continued(name);
        }
    }

    /// <summary>Reads a field.</summary>
    /// <param name="field">Its value.</param>
    public static MimeValue Parse(string field)
    {
        var parts = Split(field);
        var value = new MimeValue(parts[0].Trim().ToLowerInvariant());
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) value._parameters.TryAdd(part[..equals].Trim(), Unquote(part[(equals + 1)..].Trim()));
        }

        return value;
    }

    // name*0="a"; name*1*=%62
    private string? Continued(string name)
    {
        var text = new StringBuilder();
        var label = string.Empty;
        for (var i = 0; ; i++)
        {
            if (_parameters.TryGetValue($"{name}*{i}", out var plain)) text.Append(plain);
            else if (!_parameters.TryGetValue($"{name}*{i}*", out var extended)) return i == 0 ? null : text.ToString();
            else if (i == 0) text.Append(DecodeExtended(extended, isFirst: true, out label));
            else text.Append(DecodeExtended(extended, isFirst: false, out _, label));
        }
    }

    // charset'language'percent-encoded
    private static string DecodeExtended(string text, bool isFirst, out string label, string known = "")
    {
        label = known;
        var start = 0;
        if (isFirst && text.IndexOf('\'', StringComparison.Ordinal) is >= 0 and var first && text.IndexOf('\'', first + 1) is >= 0 and var second)
            (label, start) = (text[..first], second + 1);

        var bytes = new List<byte>();
        for (var i = start; i < text.Length; i++)
        {
            var isEscape = text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]);
            if (isEscape) bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
            else bytes.AddRange(Encoding.UTF8.GetBytes(text[i..(i + 1)]));
            if (isEscape) i += 2;
        }

        return MimeCharset.Decode([.. bytes], label);
    }

    private static List<string> Split(string field)
    {
        var parts = new List<string>();
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < field.Length; i++)
        {
            if (isQuoted && field[i] == '\\') i++;
            else if (field[i] == '"') isQuoted = !isQuoted;
            else if (field[i] == ';' && !isQuoted)
            {
                parts.Add(field[start..i]);
                start = i + 1;
            }
        }

        parts.Add(field[Math.Min(start, field.Length)..]);
        return parts;
    }

    private static string Unquote(string text)
    {
        if (!text.StartsWith('"')) return text;
        var plain = new StringBuilder();
        for (var i = 1; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
