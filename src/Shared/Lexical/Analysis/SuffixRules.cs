namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>Suffixes and what takes their place, found by the last letter but one, in which suffixes differ most.</summary>
internal sealed class SuffixRules
{
    private readonly (string Suffix, string Replacement)[][] _byLetter;

    public SuffixRules(params (string Suffix, string Replacement)[] rules)
    {
        var lookup = rules.ToLookup(rule => rule.Suffix[^2]);
        _byLetter = [.. Enumerable.Range('a', 26).Select(letter => lookup[(char)letter].ToArray())];
    }

    /// <summary>The first rule, in the order given, whose suffix a word of the letters a to z ends with.</summary>
    public (string Suffix, string Replacement)? Find(ReadOnlySpan<char> word)
    {
        if (word.Length < 2)
            return null;

        foreach (var rule in _byLetter[word[^2] - 'a'])
        {
            if (word.EndsWith(rule.Suffix))
                return rule;
        }

        return null;
    }
}
