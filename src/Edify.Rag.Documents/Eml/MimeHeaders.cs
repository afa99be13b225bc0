using System.Text;
using System.Text.Unicode;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>The fields of a message or of a part of one (RFC 5322), unfolded; the first of a name counts.</summary>
internal sealed class MimeHeaders
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private MimeHeaders()
    {
    }

    /// <summary>The value of a field as it stands in the file; empty without one.</summary>
    /// <param name="name">Name of the field.</param>
    public string this[string name] => _fields.GetValueOrDefault(name, string.Empty);

    /// <summary>The value of a field as people read it.</summary>
    /// <param name="name">Name of the field.</param>
    public string Text(string name) => EncodedWords.Decode(this[name]).Trim();

    /// <summary>Reads the fields at the start of a message or part.</summary>
    /// <param name="entity">Its bytes.</param>
    /// <returns>The fields, and what follows the empty line after them.</returns>
    public static (MimeHeaders Headers, ReadOnlyMemory<byte> Body) Read(ReadOnlyMemory<byte> entity)
    {
        var headers = new MimeHeaders();
        var field = new StringBuilder();
        var rest = entity;
        while (!rest.IsEmpty)
        {
            var line = MimeLines.Take(ref rest);
            if (line.IsEmpty) break;
            var isFolded = line.Span[0] is (byte)' ' or (byte)'\t';
            if (!isFolded) headers.Add(field);
            field.Append(Decode(line.Span));
        }

        headers.Add(field);
        return (headers, rest);
    }

    private void Add(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0) _fields.TryAdd(text[..colon].TrimEnd(), text[(colon + 1)..].Trim());
    }

    // Fields are ASCII, and UTF-8 since RFC 6532; what is neither was written before anybody cared.
    private static string Decode(ReadOnlySpan<byte> line) => (Utf8.IsValid(line) ? Encoding.UTF8 : EncodingDetector.Windows1252).GetString(line);
}
