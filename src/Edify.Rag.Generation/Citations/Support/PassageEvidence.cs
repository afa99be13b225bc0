using Edify.Rag.Generation.Extractive;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>A passage, made ready to support statements.</summary>
/// <param name="Units">Its sentences and rows, in order.</param>
/// <param name="Stems">All its stems, with those of its document's name, headings and preface.</param>
internal sealed record PassageEvidence(IReadOnlyList<EvidenceUnit> Units, HashSet<string> Stems)
{
    private const int LongestHeading = 80;

    private static readonly HashSet<string> Pronouns =
        ["it", "they", "these", "this", "those", "he", "she", "es", "sie", "er", "dies", "diese", "dieser", "dieses", "there", "both"];

    private string[] Sequence { get; } = [.. Units.SelectMany(u => u.Words.Select(w => w.Stem))];

    private IReadOnlyList<int> Starts { get; } = StartsOf(Units);

    /// <summary>Reads what a model was shown of a passage.</summary>
    public static PassageEvidence Read(ContextPassage passage, bool isGerman)
    {
        var about = StemsOf(string.Join('\n', [passage.Title(), passage.Chunk.Title, .. passage.Headings(), passage.Preface]), isGerman);
        var units = new Reader(passage.ShownText(), passage.Preface, about, isGerman).Read();
        return new(units, [.. units.SelectMany(u => u.Stems), .. about]);
    }

    /// <summary>Several passages as one.</summary>
    public static PassageEvidence Join(IEnumerable<PassageEvidence> passages)
    {
        var all = passages.ToList();
        return new([.. all.SelectMany(p => p.Units)], [.. all.SelectMany(p => p.Stems)]);
    }

    /// <summary>Whether a run of stems stands in it word for word, from the start of a sentence.</summary>
    public bool Quotes(IReadOnlyList<string> stems) =>
        stems.Count > 0 && Starts.Any(start => start + stems.Count <= Sequence.Length && Enumerable.Range(0, stems.Count).All(i => Sequence[start + i] == stems[i]));

    private static List<int> StartsOf(IReadOnlyList<EvidenceUnit> units)
    {
        var starts = new List<int>(units.Count);
        var next = 0;
        foreach (var unit in units)
        {
            starts.Add(next);
            next += unit.Words.Count;
        }

        return starts;
    }

    private static HashSet<string> StemsOf(string text, bool isGerman) => [.. Words.Read(text, TermScanner.Scan(text), isGerman).Select(w => w.Stem)];

    /// <summary>Walks the sentences of a passage and remembers what each is understood by.</summary>
    private sealed class Reader(string text, string preface, HashSet<string> about, bool isGerman)
    {
        private readonly List<EvidenceUnit> _units = [];
        private HashSet<string> _heading = [];
        private HashSet<string> _introduction = [];
        private HashSet<string>? _header;

        public List<EvidenceUnit> Read()
        {
            foreach (var sentence in Sentences.Of(text))
            {
                // What a semicolon divides are sentences of their own.
                var start = sentence.Start.Value;
                var isRow = IsRow(text.AsSpan(sentence));
                for (var at = start; at < sentence.End.Value; at++)
                {
                    if (text[at] is not (';' or '；') || isRow) continue;
                    Add(text[start..(at + 1)], StartsLine(start));
                    start = at + 1;
                }

                if (!string.IsNullOrWhiteSpace(text[start..sentence.End.Value])) Add(text[start..sentence.End.Value], StartsLine(start));
            }

            return _units;
        }

        private void Add(string sentence, bool startsLine)
        {
            var isRow = IsRow(sentence);
            if (!isRow) _header = null;
            var context = new HashSet<string>(about);
            context.UnionWith(_heading);
            context.UnionWith(_introduction);
            if (_header is not null) context.UnionWith(_header);
            if (_units.Count > 0 && StartsWithPronoun(sentence)) context.UnionWith(_units[^1].Stems);

            var unit = EvidenceUnit.Read(sentence, context, isRow, isGerman);
            _units.Add(unit);
            if (isRow) _header ??= HoldsValues(sentence) || Table.IsRow(preface) ? [] : unit.Stems;
            else if (sentence[^1] is ':' or '：' or '?' or '？') _introduction = unit.Stems;
            else if (startsLine && LooksLikeHeading(sentence)) (_heading, _introduction) = (unit.Stems, []);
        }

        private static bool IsRow(ReadOnlySpan<char> sentence) => sentence.Contains('\t') || sentence.Count('|') >= 2;

        // A header may hold a number among words, or a year; a cell that is nothing but a number is a value.
        private static bool HoldsValues(string row) => row.Split('\t', '|').Any(cell =>
            cell.Any(char.IsDigit) && !cell.Any(char.IsLetter) && !(cell.Trim() is ['1' or '2', '9' or '0', _, _, ..] year && char.IsDigit(year[2]) && char.IsDigit(year[3])));

        private bool StartsLine(int at)
        {
            while (at > 0 && text[at - 1] is ' ' or '\t') at--;
            return at == 0 || text[at - 1] == '\n';
        }

        private static bool LooksLikeHeading(string line) =>
            line.Length <= LongestHeading && !".!?;,।。！？".Contains(line[^1], StringComparison.Ordinal) && line[0] is not ('-' or '*' or '•') && !char.IsDigit(line[0]);

        private static bool StartsWithPronoun(string sentence) => TermScanner.Scan(sentence) is [var first, ..] && Pronouns.Contains(first.Stem);
    }
}
