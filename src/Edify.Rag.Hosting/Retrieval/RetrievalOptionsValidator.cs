using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Checks <see cref="RetrievalOptions"/>.</summary>
internal sealed class RetrievalOptionsValidator : IValidateOptions<RetrievalOptions>
{
    public const int MostNeighbours = 10;

    private const int MostHits = 100;
    private const string Counts = "1 to 1,000";
    private const string Part = "0 to 1";
    private static readonly TimeSpan LongestLeg = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, RetrievalOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(Enum.IsDefined(options.Fusion), nameof(options.Fusion), options.Fusion, "ReciprocalRank or Weighted");
        Check(IsCount(options.FusionK), nameof(options.FusionK), options.FusionK, Counts);
        Check(IsCount(options.VectorLimit ?? 1), nameof(options.VectorLimit), options.VectorLimit, Counts);
        Check(IsCount(options.LexicalLimit ?? 1), nameof(options.LexicalLimit), options.LexicalLimit, Counts);
        Check(IsCount(options.RerankCandidates), nameof(options.RerankCandidates), options.RerankCandidates, Counts);
        Check(IsCount(options.Candidates), nameof(options.Candidates), options.Candidates, Counts);
        Check(IsCount(options.ExtractCandidates), nameof(options.ExtractCandidates), options.ExtractCandidates, Counts);
        Check(IsPart(options.VectorWeight), nameof(options.VectorWeight), options.VectorWeight, Part);
        Check(IsPart(options.RerankWeight), nameof(options.RerankWeight), options.RerankWeight, Part);
        Check(IsPart(options.Relevance), nameof(options.Relevance), options.Relevance, Part);
        Check(IsPart(options.ComplexRelevance), nameof(options.ComplexRelevance), options.ComplexRelevance, Part);
        Check(options.MinSimilarity is null or (>= -1 and <= 1), nameof(options.MinSimilarity), options.MinSimilarity, "-1 to 1");
        Check(options.MinLexicalScore is null or >= 0, nameof(options.MinLexicalScore), options.MinLexicalScore, "0 or more");
        Check(options.DuplicateSimilarity is null or (> 0 and <= 1), nameof(options.DuplicateSimilarity), options.DuplicateSimilarity, "above 0 and at most 1");
        Check(options.LegTimeout is not { } limit || (limit > TimeSpan.Zero && limit <= LongestLeg), nameof(options.LegTimeout), options.LegTimeout, "above 0 and at most 10 minutes");
        Check(options.Neighbours is >= 0 and <= MostNeighbours, nameof(options.Neighbours), options.Neighbours, $"0 to {MostNeighbours}");
        Check(options.NeighbourHits is >= 1 and <= MostHits, nameof(options.NeighbourHits), options.NeighbourHits, $"1 to {MostHits}");
        Check(options.NeighbourCharacters >= 1, nameof(options.NeighbourCharacters), options.NeighbourCharacters, "at least 1");
        return result.Build();

        void Check(bool holds, string key, object? value, string accepted)
        {
            if (!holds) result.AddError(FormattableString.Invariant($"Retrieval: {key} is {value}; it must be {accepted}."));
        }
    }

    private static bool IsCount(int value) => value is >= 1 and <= VectorQuery.MaxLimit;

    private static bool IsPart(double value) => value is >= 0 and <= 1;
}
