using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Hosting.Research;

/// <summary>Makes one report of several answers: nothing is said in it that no answer says, and citations are numbered through.</summary>
internal static partial class ReportWriter
{
    public static ResearchReport Write(string question, IReadOnlyList<ResearchSection> sections, IEnumerable<string> degraded)
    {
        var (text, citations) = (new StringBuilder(), new List<Citation>());
        text.Append(CultureInfo.InvariantCulture, $"# {question}\n");
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (section, i) in sections.Select((section, i) => (section, i)))
        {
            // Two questions may find the same answer.
            if (!IsAnswered(section.Answer) || !told.Add(Marker().Replace(section.Answer.Text, string.Empty))) continue;
            text.Append('\n');
            if (i > 0) text.Append(CultureInfo.InvariantCulture, $"## {section.Question}\n\n");
            text.Append(Renumber(section.Answer, citations)).Append('\n');
        }

        var refused = sections.Where(section => section.Answer.Outcome == AnswerOutcome.Refused).ToList();
        Append(text, "Not found", sections.Where(section => section.Answer.Outcome == AnswerOutcome.NotFound).Select(section => $"- {section.Question}"));
        Append(text, "Not answered", refused.Select(section => $"- {section.Question}: {section.Answer.Text}"));
        Append(text, "Sources", citations.Select(Source));
        string[] reasons =
        [
            .. degraded.Concat(sections.SelectMany(section => section.Answer.Trace.Degraded)).Concat(refused.Select(section => section.Answer.Text)).Distinct(StringComparer.Ordinal),
        ];
        var outcome = citations.Count == 0 ? refused.Count > 0 ? AnswerOutcome.Refused : AnswerOutcome.NotFound : reasons.Length > 0 ? AnswerOutcome.Degraded : AnswerOutcome.Answered;
        return new(question, text.ToString(), outcome, citations)
        {
            Sections = sections,
            Degraded = reasons,
            Refusal = outcome == AnswerOutcome.Refused ? refused[0].Answer.Refusal : null,
        };
    }

    private static bool IsAnswered(Answer answer) => answer.Outcome is AnswerOutcome.Answered or AnswerOutcome.Degraded;

    // A passage that several answers cite keeps the number of the first.
    private static string Renumber(Answer answer, List<Citation> citations)
    {
        var numbers = new Dictionary<int, int>();
        foreach (var citation in answer.Citations)
        {
            var known = citations.FindIndex(c => c.ChunkId == citation.ChunkId && c.Excerpt == citation.Excerpt);
            if (known < 0)
            {
                citations.Add(citation with { Number = citations.Count + 1 });
                known = citations.Count - 1;
            }

            numbers[citation.Number] = known + 1;
        }

        return Marker().Replace(answer.Text, marker =>
            int.TryParse(marker.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && numbers.TryGetValue(number, out var next)
                ? string.Create(CultureInfo.InvariantCulture, $"[{next}]")
                : marker.Value);
    }

    private static string Source(Citation citation)
    {
        var page = citation.Page > 0 ? string.Create(CultureInfo.InvariantCulture, $", page {citation.Page}") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"- [{citation.Number}] {citation.DocumentName}{page}");
    }

    private static void Append(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{string.Join('\n', all)}\n");
    }

    [GeneratedRegex(@"\[(\d{1,4})\]")]
    private static partial Regex Marker();
}
