namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Rules by their targets, to find the one that applies to a document in as many looks as its name has folders.</summary>
internal sealed class RuleIndex
{
    private readonly Dictionary<string, AccessRule> _rules;

    public RuleIndex(IEnumerable<AccessRule> rules) => _rules = rules.ToDictionary(r => r.Target, StringComparer.Ordinal);

    /// <summary>The rule that applies; <see langword="null"/> where the document's own file decides.</summary>
    public AccessRule? Find(string name)
    {
        if (_rules.Count == 0) return null;
        foreach (var target in AccessRule.TargetsOf(name))
        {
            if (_rules.TryGetValue(target, out var rule)) return rule;
        }

        return null;
    }
}
