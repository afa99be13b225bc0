using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Checks <see cref="QuestionUnderstandingOptions"/>.</summary>
internal sealed class QuestionUnderstandingOptionsValidator : IValidateOptions<QuestionUnderstandingOptions>
{
    private const int MostParts = 8;
    private const int MostTurns = 20;
    private static readonly TimeSpan LongestRewrite = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, QuestionUnderstandingOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var (key, mode) in Modes(options)) Check(Enum.IsDefined(mode), key, mode, "Hybrid, Lexical or Vector");
        foreach (var (key, passages) in Depths(options)) Check(passages is >= 1 and <= VectorQuery.MaxLimit, key, passages, "1 to 1,000");
        Check(options.MaxParts is >= 1 and <= MostParts, nameof(options.MaxParts), options.MaxParts, $"1 to {MostParts}");
        Check(options.HistoryTurns is >= 1 and <= MostTurns, nameof(options.HistoryTurns), options.HistoryTurns, $"1 to {MostTurns}");
        Check(options.RewriteTimeout > TimeSpan.Zero && options.RewriteTimeout <= LongestRewrite, nameof(options.RewriteTimeout), options.RewriteTimeout, "above 0 and at most 10 minutes");
        foreach (var (entry, words) in options.Glossary)
        {
            if (string.IsNullOrWhiteSpace(entry)) result.AddError("Questions: the Glossary has an entry without a name.");
            else if (Glossary.Alternatives(words).Length == 0) result.AddError($"Questions: the Glossary says nothing of '{entry}'; give what it stands for, several parted by ';'.");
        }

        return result.Build();

        void Check(bool holds, string key, object value, string accepted)
        {
            if (!holds) result.AddError(FormattableString.Invariant($"Questions: {key} is {value}; it must be {accepted}."));
        }
    }

    private static IEnumerable<(string Key, RetrievalMode Mode)> Modes(QuestionUnderstandingOptions options) =>
    [
        (nameof(options.KeywordMode), options.KeywordMode), (nameof(options.FactualMode), options.FactualMode),
        (nameof(options.SemanticMode), options.SemanticMode), (nameof(options.ComplexMode), options.ComplexMode),
    ];

    private static IEnumerable<(string Key, int Passages)> Depths(QuestionUnderstandingOptions options) =>
    [
        (nameof(options.SimplePassages), options.SimplePassages), (nameof(options.SemanticPassages), options.SemanticPassages),
        (nameof(options.ComplexPassages), options.ComplexPassages),
    ];
}
