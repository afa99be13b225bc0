using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Finds abbreviations and synonyms in a question, and tells what to look for as well.</summary>
internal sealed class Glossary
{
    // Of a question that names half the glossary, the rest adds noise.
    private const int MostExpansions = 16;

    private const int LongestAbbreviation = 8;

    private readonly List<Entry> _entries = [];

    public Glossary(IEnumerable<KeyValuePair<string, string>> entries, bool bothWays)
    {
        foreach (var (name, words) in entries)
        {
            var alternatives = Alternatives(words);
            Add(name.Trim(), alternatives);
            if (!bothWays) continue;

            // Synonyms of one entry are synonyms of each other.
            foreach (var alternative in alternatives) Add(alternative, [name.Trim(), .. alternatives.Where(other => other != alternative)]);
        }
    }

    /// <summary>What an entry stands for, of a text where several are parted by ';'.</summary>
    public static string[] Alternatives(string? words) =>
        (words ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What to look for besides a question's own words, each once, in the order of the glossary.</summary>
    public IReadOnlyList<string> Expand(string question)
    {
        if (_entries.Count == 0) return [];
        var terms = TermScanner.Scan(question);
        return
        [
            .. _entries.Where(entry => entry.IsIn(question, terms))
                .SelectMany(entry => entry.Expansions)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(expansion => !question.Contains(expansion, StringComparison.OrdinalIgnoreCase))
                .Take(MostExpansions),
        ];
    }

    private void Add(string name, IReadOnlyList<string> expansions)
    {
        var stems = TermScanner.Scan(name).ConvertAll(term => term.Stem);
        if (stems.Count > 0) _entries.Add(new(name, stems, expansions));
    }

    private sealed record Entry(string Name, List<string> Stems, IReadOnlyList<string> Expansions)
    {
        // "IT" is a subject, and "it" is not.
        private bool IsAbbreviation => Name.Length <= LongestAbbreviation && Name.Any(char.IsUpper) && !Name.Any(char.IsLower);

        public bool IsIn(string question, List<Term> terms)
        {
            for (var i = 0; i + Stems.Count <= terms.Count; i++)
            {
                var isHere = Enumerable.Range(0, Stems.Count).All(at => terms[i + at].Stem == Stems[at]);
                if (isHere && (!IsAbbreviation || question.AsSpan(terms[i].Start..terms[i + Stems.Count - 1].End).SequenceEqual(Name))) return true;
            }

            return false;
        }
    }
}
