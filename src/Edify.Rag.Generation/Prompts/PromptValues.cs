using System.Globalization;
using Edify.Rag.Generation.Prompts.Language;
using Edify.Rag.Generation.Safety;
using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Prompts;

/// <summary>What a prompt for an answer is rendered with; nothing in it can imitate the marks around it.</summary>
internal static class PromptValues
{
    private const string Yes = "yes";

    public static TemplateValues Of(AnswerContext context, AgeBand band, SuspiciousText suspicious, bool hasHistory) => new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["no_answer"] = AnswerProtocol.NoAnswer,
            ["question"] = Delimiters.Neutralize(context.Question),
            ["band"] = band.Name,
            ["grade"] = band.Grade,
            ["history"] = hasHistory ? Yes : string.Empty,
        },
        new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal)
        {
            ["passages"] = [.. context.Passages.Select(passage => Of(passage, suspicious))],
        });

    private static Dictionary<string, string> Of(ContextPassage passage, SuspiciousText suspicious)
    {
        var withholds = suspicious == SuspiciousText.Withhold && passage.Suspicions.Count > 0;
        return new(StringComparer.Ordinal)
        {
            ["number"] = passage.Number.ToString(CultureInfo.InvariantCulture),
            ["document"] = Attribute(passage.Chunk.Name),
            ["title"] = Attribute(passage.Chunk.Title),
            ["page"] = passage.Chunk.Page > 0 ? passage.Chunk.Page.ToString(CultureInfo.InvariantCulture) : string.Empty,
            ["section"] = Attribute(string.Join(" > ", passage.Headings())),
            ["preface"] = Text(passage.Preface),
            ["text"] = Text(passage.ShownText()),
            ["suspicious"] = passage.Suspicions.Count > 0 ? Yes : string.Empty,
        };

        string Text(string text) => Delimiters.Neutralize(withholds ? Injection.Withhold(text) : text);
        string Attribute(string text) => Delimiters.NeutralizeAttribute(withholds ? Injection.Withhold(text) : text);
    }
}
