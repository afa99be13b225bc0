using System.Text.Json;
using System.Text.RegularExpressions;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Payloads;

/// <summary>
/// A way into a payload: <c>a.b</c>, <c>a[].b</c>, <c>a[0]</c>, with quotes where a name has other characters than letters,
/// digits, <c>_</c> and <c>-</c>: <c>"a.b".c</c>.
/// </summary>
internal sealed partial class FieldPath : IEquatable<FieldPath>
{
    private readonly string _text;

    private FieldPath(PathStep[] steps)
    {
        Steps = steps;
        _text = string.Concat(steps.Select((s, i) => (i > 0 && s.Name is not null ? "." : "") + s));
    }

    public IReadOnlyList<PathStep> Steps { get; }

    public static FieldPath Parse(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success) throw QdrantError.Format($"Invalid JSON path: '{text}'");
        return new([.. match.Groups["step"].Captures.Select(c => PathStep.Parse(c.Value))]);
    }

    /// <summary>The same way to the items of the list at its end.</summary>
    public FieldPath ToItems() => Steps[^1] == PathStep.All ? this : new([.. Steps, PathStep.All]);

    /// <summary>What is left of this way behind another one; <see langword="null"/> when it does not lead through that.</summary>
    public FieldPath? Behind(FieldPath start) =>
        Steps.Count > start.Steps.Count && Steps.Take(start.Steps.Count).SequenceEqual(start.Steps) && Steps[start.Steps.Count].Name is not null
            ? new([.. Steps.Skip(start.Steps.Count)])
            : null;

    /// <summary>The values that it leads to; a list at its end is one value.</summary>
    public IEnumerable<JsonElement> Values(JsonElement payload) => Follow(payload, 0);

    private IEnumerable<JsonElement> Follow(JsonElement value, int at)
    {
        if (at == Steps.Count) return [value];
        var step = Steps[at];
        return (step, value.ValueKind) switch
        {
            ({ Name: { } name }, JsonValueKind.Object) => value.TryGetProperty(name, out var inner) ? Follow(inner, at + 1) : [],
            ({ Index: { } index }, JsonValueKind.Array) => index < value.GetArrayLength() ? Follow(value[index], at + 1) : [],
            ({ Name: null, Index: null }, JsonValueKind.Array) => value.EnumerateArray().SelectMany(item => Follow(item, at + 1)),
            _ => [],
        };
    }

    public bool Equals(FieldPath? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    public override string ToString() => _text;

    [GeneratedRegex("""^(?<step>[\p{L}\p{Nd}\p{Nl}\p{No}_-]+|"[^\\"]*")(?:\.(?<step>[\p{L}\p{Nd}\p{Nl}\p{No}_-]+|"[^\\"]*")|(?<step>\[[0-9]*\]))*\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
