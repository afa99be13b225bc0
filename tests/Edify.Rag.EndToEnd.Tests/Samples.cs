namespace Edify.Rag.EndToEnd.Tests;

/// <summary>The sample corpus and its golden questions.</summary>
internal static class Samples
{
    public static string Content => RepositoryFiles.Find("samples/content");

    public static IReadOnlyList<GoldenQuestion> Questions { get; } = Read();

    public static RagUser AskerOf(GoldenQuestion question) => question.Asker(IngestedSamples.Tenant);

    private static IReadOnlyList<GoldenQuestion> Read()
    {
        using var reader = File.OpenText(RepositoryFiles.Find("samples/content.questions.jsonl"));
        return GoldenSet.ReadAsync(reader).GetAwaiter().GetResult().Questions;
    }
}
