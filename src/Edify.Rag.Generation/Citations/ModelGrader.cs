using System.Globalization;
using System.Text.RegularExpressions;
using Edify.Rag.Generation.Prompts;
using Edify.Rag.Generation.Prompts.Language;
using Edify.Rag.Generation.Safety;
using Edify.Rag.Generation.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation.Citations;

/// <summary>A statement and the passage that is cited for it.</summary>
internal sealed record GradedPair(string Statement, ContextPassage Passage);

/// <summary>Has a language model grade whether passages support statements: one call for each answer.</summary>
/// <param name="model">The model.</param>
/// <param name="prompts">The settings of prompts that hold now; the prompt is "grade.v1".</param>
/// <param name="library">Finds the prompt.</param>
/// <param name="time">Measures the time-out.</param>
/// <param name="logger">Told when grading fails.</param>
internal sealed partial class ModelGrader(
    Func<IChatClient> model, Func<PromptOptions> prompts, PromptLibrary library, TimeProvider time, ILogger<ModelGrader> logger)
{
    /// <summary>The grades of those pairs that got one; <see langword="null"/> when the model failed or gave none.</summary>
    public async ValueTask<IReadOnlyDictionary<GradedPair, bool>?> GradeAsync(
        IReadOnlyList<GradedPair> pairs, string tenant, CitationOptions options, CancellationToken cancellationToken)
    {
        List<GradedPair> asked = [.. pairs.Take(options.MaxGraded)];
        using var late = new CancellationTokenSource(options.GradingTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var call = new ModelCall(tenant, ModelCall.Grading).ToOptions();
            call.Temperature = 0;
            var response = await model().GetResponseAsync(Messages(asked), call, either.Token).ConfigureAwait(false);
            var grades = Read(response.Text, asked);
            if (grades.Count > 0) return grades;
            logger.GradingFailed("no grades in the reply");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.GradingFailed(late.IsCancellationRequested ? "time-out" : e.GetType().Name);
        }

        return null;
    }

    private List<ChatMessage> Messages(List<GradedPair> pairs)
    {
        var values = new TemplateValues(
            new Dictionary<string, string>(),
            new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal)
            {
                ["claims"] = [.. pairs.Select((pair, i) => new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["number"] = (i + 1).ToString(CultureInfo.InvariantCulture),
                    ["statement"] = Delimiters.Neutralize(pair.Statement),
                    ["passage"] = Delimiters.Neutralize(Injection.Withhold($"{pair.Passage.Preface}\n{pair.Passage.ShownText()}".Trim())),
                })],
            });
        var template = library.Get(prompts().Folder, ShippedPrompts.Grade, ShippedPrompts.Grade, ShippedPrompts.GradeNames).Template;
        return [new(ChatRole.System, template.RenderSystem(values)), new(ChatRole.User, template.RenderUser(values))];
    }

    private static Dictionary<GradedPair, bool> Read(string reply, List<GradedPair> asked)
    {
        var grades = new Dictionary<GradedPair, bool>();
        foreach (Match match in Grade.Matches(reply))
        {
            if (int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= asked.Count)
                grades[asked[number - 1]] = match.Groups[2].Value.ToUpperInvariant() is "YES" or "JA" or "TRUE";
        }

        return grades;
    }

    [GeneratedRegex(@"^[^\w\n]{0,4}([0-9]{1,3})[^\w\n]{1,8}(yes|no|ja|nein|true|false)\b", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Grade { get; }
}
