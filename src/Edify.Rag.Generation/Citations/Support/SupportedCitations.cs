using System.Text;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>Takes the citations out of a text that their passages do not support.</summary>
internal sealed class SupportedCitations
{
    // To take one out changes what the next stands for; who cites so much that this takes longer is not believed at all.
    private const int MostRounds = 16;

    private readonly Dictionary<int, ContextPassage> _passages;
    private readonly ISupportJudge _judge;

    private readonly List<RemovedCitation> _removed = [];

    private SupportedCitations(Dictionary<int, ContextPassage> passages, ISupportJudge judge) => (_passages, _judge) = (passages, judge);

    /// <summary>The text with those citations that are supported; to take them out again changes nothing.</summary>
    /// <param name="text">A text whose citations all name passages.</param>
    /// <param name="passages">The passages by number.</param>
    /// <param name="judge">Decides.</param>
    /// <param name="removed">What was taken out, in the order it went.</param>
    public static string Keep(string text, Dictionary<int, ContextPassage> passages, ISupportJudge judge, out IReadOnlyList<RemovedCitation> removed)
    {
        var citations = new SupportedCitations(passages, judge);
        removed = citations._removed;
        for (var round = 0; round < MostRounds; round++)
        {
            var before = text;
            text = citations.KeepOnce(before);
            if (text == before) return text;
        }

        var none = new Statements(text);
        foreach (var citation in none.Citations) citations.Remove(citation.Numbers, CitationFault.Unsupported);
        return KnownCitations.Keep(text, _ => false, out _);
    }

    private string KeepOnce(string text)
    {
        var statements = new Statements(text);
        var kept = new StringBuilder(text.Length);
        var copied = 0;
        statements.Each((citation, statement) =>
        {
            var supported = Supported(citation, statement);
            if (supported.Count == citation.Numbers.Count) return true;

            kept.Append(text, copied, citation.Start - copied);
            copied = citation.Start + citation.Length;
            if (supported.Count > 0) kept.Append(string.Concat(supported.Select(number => $"[{number}]")));
            else copied = KnownCitations.CloseGap(kept, text, copied);
            return supported.Count > 0;
        });

        return copied == 0 ? text : KnownCitations.Keep(kept.Append(text, copied, text.Length - copied).ToString(), _passages.ContainsKey, out _);
    }

    // Each passage by itself; where none does, those that take part, together.
    private List<int> Supported(CitationPlace citation, string statement)
    {
        var verdicts = citation.Numbers.Select(n => (Number: n, Verdict: _judge.Judge(statement, _passages[n]))).ToList();
        var supported = verdicts.Where(v => v.Verdict.IsSupported).Select(v => v.Number).ToList();
        if (supported.Count == 0 && verdicts.Count > 1 && statement.Length > 0)
        {
            var together = verdicts.Where(v => _judge.Contributes(v.Verdict)).Select(v => v.Number).ToList();
            if (together.Count > 1 && _judge.SupportTogether(statement, together.ConvertAll(n => _passages[n]))) supported = together;
        }

        foreach (var (number, verdict) in verdicts)
        {
            if (!supported.Contains(number)) Remove([number], verdict.Fault ?? CitationFault.Unsupported);
        }

        return supported;
    }

    private void Remove(IEnumerable<int> numbers, CitationFault fault)
    {
        foreach (var number in numbers) _removed.Add(new(number, _passages[number].Chunk.Record.Id, fault));
    }
}
