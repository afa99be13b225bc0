namespace Edify.Rag.Hosting.Research;

/// <summary>The questions of a research, the one that was put first.</summary>
/// <param name="Questions">The questions, each once.</param>
internal sealed record ResearchPlan(IReadOnlyList<string> Questions)
{
    /// <summary>Why rules planned where a language model should have; <see langword="null"/> when all went well.</summary>
    public string? Degraded { get; init; }

    /// <summary>The question that was put, and further ones.</summary>
    public static ResearchPlan Of(string question, IEnumerable<string> further, int most) => new(
    [
        .. further.Prepend(question).Select(OneLine).Where(q => q.Length is > 0 and <= RetrievalQuery.MaxTextLength).Distinct(StringComparer.OrdinalIgnoreCase).Take(most),
    ]);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
