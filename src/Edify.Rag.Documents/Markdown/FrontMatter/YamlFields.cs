using System.Text;

namespace Edify.Rag.Documents.Markdown.FrontMatter;

/// <summary>Reads what of YAML stands in front matter.</summary>
/// <remarks>
/// Keys with plain and quoted scalars, lists in brackets and with dashes, block scalars, and nested keys, which are joined
/// by dots. Anchors, tags, and mappings within lists are taken as text.
/// </remarks>
internal sealed class YamlFields
{
    private const int MostFields = 1_000;

    private readonly List<KeyValuePair<string, FieldValue>> _fields = [];
    private readonly Stack<(int Indent, string Key)> _parents = new();
    private readonly List<string> _lines;
    private int _at;

    private YamlFields(List<string> lines) => _lines = lines;

    /// <summary>The keys and their values, in order.</summary>
    /// <param name="lines">The lines between the markers.</param>
    /// <returns>Empty when a line is none of YAML's that is understood: then it is text between rules.</returns>
    public static IReadOnlyList<KeyValuePair<string, FieldValue>> Read(List<string> lines)
    {
        var reading = new YamlFields(lines);
        return reading.TryRead() ? reading._fields : [];
    }

    private bool TryRead()
    {
        while (_at < _lines.Count && _fields.Count < MostFields)
        {
            var line = _lines[_at++];
            if (IsBlank(line)) continue;
            if (SplitKey(line.Trim()) is not var (key, value)) return false;
            AddField(IndentOf(line), key, value);
        }

        return true;
    }

    private void AddField(int indent, string key, string value)
    {
        while (_parents.TryPeek(out var parent) && parent.Indent >= indent) _parents.Pop();
        var path = _parents.TryPeek(out var outer) ? $"{outer.Key}.{key}" : key;
        if (value.Length > 0 && value[0] is '|' or '>') Add(path, BlockScalar(indent, value));
        else if (value.Length > 0) Add(path, YamlScalar.Read(WithContinuation(indent, value)));
        else if (NextIsItem(indent)) Add(path, FieldValue.Many(Items(indent)));
        else _parents.Push((indent, path));
    }

    private void Add(string path, FieldValue? value)
    {
        if (value is { } known) _fields.Add(new(path, known));
    }

    private bool NextIsItem(int indent)
    {
        while (_at < _lines.Count && IsBlank(_lines[_at])) _at++;
        return _at < _lines.Count && IndentOf(_lines[_at]) >= indent && IsItem(_lines[_at]);
    }

    private List<string> Items(int indent)
    {
        var items = new List<string>();
        for (; _at < _lines.Count; _at++)
        {
            var line = _lines[_at];
            if (IsBlank(line)) continue;
            if (IsItem(line) && IndentOf(line) >= indent) items.Add(YamlScalar.Text(line.Trim()[1..].Trim()));
            else if (IndentOf(line) > indent && items.Count > 0) items[^1] = $"{items[^1]} {YamlScalar.Text(line.Trim())}".Trim();
            else break;
        }

        return items;
    }

    // A value may go on in lines that are indented further and hold no key, or until its bracket is closed.
    private string WithContinuation(int indent, string value)
    {
        for (; _at < _lines.Count; _at++)
        {
            var line = _lines[_at];
            var isOpen = value[0] == '[' && !value.EndsWith(']');
            if (IsBlank(line) || (IndentOf(line) <= indent && !isOpen) || (!isOpen && SplitKey(line.Trim()) is not null)) break;
            value = $"{value} {line.Trim()}";
        }

        return value;
    }

    // "|" keeps lines, ">" joins them.
    private FieldValue BlockScalar(int indent, string style)
    {
        var text = new StringBuilder();
        for (; _at < _lines.Count && (_lines[_at].Length == 0 || IndentOf(_lines[_at]) > indent); _at++)
            text.Append(_lines[_at].Trim()).Append(style[0] == '|' || _lines[_at].Length == 0 ? '\n' : ' ');
        return text.ToString().Trim();
    }

    private static (string Key, string Value)? SplitKey(string line)
    {
        var from = line[0] is '"' or '\'' ? line.IndexOf(line[0], 1) + 1 : 0;
        var colon = line.IndexOf(':', from);
        if (colon <= 0 || (colon + 1 < line.Length && line[colon + 1] is not (' ' or '\t'))) return null;
        var key = YamlScalar.Text(line[..colon].Trim());
        return key.Length is 0 or > 200 || line[0] is '-' or '[' or '{' ? null : (key, YamlScalar.WithoutComment(line[(colon + 1)..].Trim()));
    }

    private static bool IsItem(string line) => line.TrimStart() is "-" or ['-', ' ', ..];

    private static bool IsBlank(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;
}
