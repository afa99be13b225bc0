using System.Collections.Frozen;

namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>What a template may speak of: texts, and lists whose items have texts of their own.</summary>
/// <param name="Texts">Names of texts.</param>
/// <param name="Lists">Names of lists, each with the names of its items' texts.</param>
internal sealed record TemplateNames(FrozenSet<string> Texts, FrozenDictionary<string, FrozenSet<string>> Lists)
{
    public static TemplateNames Of(IEnumerable<string> texts, params IEnumerable<(string List, string[] Items)> lists) => new(
        texts.ToFrozenSet(StringComparer.Ordinal),
        lists.ToFrozenDictionary(l => l.List, l => l.Items.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal));

    public static string Join(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"'{name}'"));
}

/// <summary>What a template is rendered with.</summary>
/// <param name="Texts">Texts by name; an empty one counts as no.</param>
/// <param name="Lists">Lists by name; an empty one counts as no.</param>
internal sealed record TemplateValues(
    IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists);
