using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag;

/// <summary>Questions with what is expected of their answers, kept as JSON Lines.</summary>
/// <param name="Questions">The questions.</param>
public sealed record GoldenSet(IReadOnlyList<GoldenQuestion> Questions)
{
    /// <summary>Reads a set: an object a line, named as the properties of <see cref="GoldenQuestion"/> are; <c>question</c> is needed.</summary>
    /// <param name="reader">The text; empty lines are passed over.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">A line is no question; its number is named.</exception>
    public static async Task<GoldenSet> ReadAsync(TextReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var questions = new List<GoldenQuestion>();
        for (var number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var question = Parse(number, line);
            if (question.Id.Length == 0) question = question with { Id = (questions.Count + 1).ToString(CultureInfo.InvariantCulture) };
            questions.Add(question);
        }

        if (questions.GroupBy(q => q.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"Two questions have the id '{twice.Key}'.");
        return new(questions);
    }

    private static GoldenQuestion Parse(int number, string line)
    {
        try
        {
            var question = JsonSerializer.Deserialize(line, GoldenJson.Default.GoldenLine)?.ToQuestion();
            if (string.IsNullOrWhiteSpace(question?.Question)) throw new FormatException($"Line {number} of the golden set has no 'question'.");
            return question.Page is < 1 ? throw new FormatException($"Line {number} of the golden set: pages are counted from 1.") : question;
        }
        catch (JsonException e)
        {
            throw new FormatException($"Line {number} of the golden set can't be read: {e.Message}", e);
        }
    }
}

/// <summary>A line of a set; what it does not say keeps its default, which properties that are set once would lose.</summary>
internal sealed class GoldenLine
{
    public string Question { get; set; } = string.Empty;

    public string Id { get; set; } = string.Empty;

    public string User { get; set; } = new GoldenQuestion(string.Empty).User;

    public IReadOnlyList<string> Roles { get; set; } = [];

    public IReadOnlyList<string> Grades { get; set; } = [];

    public IReadOnlyList<string> Documents { get; set; } = [];

    public IReadOnlyList<string> Hidden { get; set; } = [];

    public int? Page { get; set; }

    public IReadOnlyList<string> Says { get; set; } = [];

    public AnswerOutcome Outcome { get; set; } = AnswerOutcome.Answered;

    public GoldenQuestion ToQuestion() => new(Question)
    {
        Id = Id,
        User = User,
        Roles = Roles,
        Grades = Grades,
        Documents = Documents,
        Hidden = Hidden,
        Page = Page,
        Says = Says,
        Outcome = Outcome,
    };
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, Converters = [typeof(OutcomeName)])]
[JsonSerializable(typeof(GoldenLine))]
internal sealed partial class GoldenJson : JsonSerializerContext;

/// <summary>Outcomes as words: "notFound".</summary>
internal sealed class OutcomeName() : JsonStringEnumConverter<AnswerOutcome>(JsonNamingPolicy.CamelCase);
