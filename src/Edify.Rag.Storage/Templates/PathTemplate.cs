using System.Collections.Frozen;

namespace Edify.Rag.Storage.Templates;

/// <summary>A compiled rule.</summary>
internal sealed class PathTemplate
{
    private const string Rest = "**";

    private readonly SegmentPattern[] _segments;
    private readonly bool _takesRest;
    private readonly bool _captures;
    private readonly FrozenDictionary<string, FieldValue> _constants;

    private PathTemplate(SegmentPattern[] segments, bool takesRest, FrozenDictionary<string, FieldValue> constants)
    {
        _segments = segments;
        _takesRest = takesRest;
        _captures = segments.Any(segment => segment.Fields.Any());
        _constants = constants;
    }

    /// <summary>Compiles a rule.</summary>
    /// <exception cref="FormatException">The pattern or a field is wrong; the message, part of a sentence, tells how.</exception>
    public static PathTemplate Compile(PathTemplateRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Pattern)) throw new FormatException("it has no pattern.");
        if (!PlainText.TryNormalize(rule.Pattern, out var pattern) || pattern.Contains('\\'))
            throw new FormatException("it contains a backslash or a control character, which no name matches; separate segments by '/'.");
        var segments = pattern.Split('/', StringSplitOptions.TrimEntries);
        var takesRest = segments[^1] == Rest;
        if (takesRest) segments = segments[..^1];
        if (segments.Contains(Rest)) throw new FormatException("'**' stands before the end; only the last segment may be '**'.");
        SegmentPattern[] patterns = [.. segments.Select(SegmentPatternParser.Parse)];
        return new PathTemplate(patterns, takesRest, Constants(rule, patterns));
    }

    public bool Matches(ReadOnlySpan<PathSegment> name)
    {
        if (_takesRest ? name.Length <= _segments.Length : name.Length != _segments.Length) return false;
        for (var i = 0; i < _segments.Length; i++)
        {
            if (!_segments[i].Matches(name[i])) return false;
        }

        return true;
    }

    /// <summary>The fields of a name that matches.</summary>
    public IReadOnlyDictionary<string, FieldValue> FieldsOf(ReadOnlySpan<PathSegment> name)
    {
        if (!_captures) return _constants;
        var fields = new Dictionary<string, FieldValue>(_constants, StringComparer.Ordinal);
        for (var i = 0; i < _segments.Length; i++) _segments[i].Matches(name[i], fields);
        return fields;
    }

    private static FrozenDictionary<string, FieldValue> Constants(PathTemplateRule rule, SegmentPattern[] patterns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in patterns.SelectMany(pattern => pattern.Fields).Concat(rule.Fields.Keys))
        {
            FieldNames.ThrowIfInvalid(name);
            if (!names.Add(name)) throw new FormatException($"the field '{name}' is set twice; name each field once.");
        }

        return rule.Fields.ToFrozenDictionary(field => field.Key, field => (FieldValue)Constant(field.Key, field.Value), StringComparer.Ordinal);
    }

    private static string Constant(string field, string? value) =>
        PlainText.TryNormalize(value?.Trim(), out var text)
            ? text
            : throw new FormatException($"the field '{field}' has no value that is plain text.");
}
