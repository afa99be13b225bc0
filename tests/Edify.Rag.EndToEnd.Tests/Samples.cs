using System.Text.Json;

namespace Edify.Rag.EndToEnd.Tests;

/// <summary>The sample corpus and its golden questions.</summary>
internal static class Samples
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Content => RepositoryFiles.Find("samples/content");

    public static IReadOnlyList<GoldenQuestion> Questions { get; } = JsonSerializer.Deserialize<List<GoldenQuestion>>(
        File.ReadAllText(RepositoryFiles.Find("samples/content.questions.json")), Web)!;
}

/// <summary>A question, who asks it, and what a right answer says and cites.</summary>
public sealed record GoldenQuestion(
    string Question,
    string Role,
    IReadOnlyList<string> Grades,
    string User,
    IReadOnlyList<string> ExpectedDocuments,
    int? ExpectedPage,
    IReadOnlyList<string> AnswerContains,
    AnswerOutcomeName Outcome)
{
    public RagUser Asker => new(User, IngestedSamples.Tenant) { Roles = [Role], Grades = Grades };

    public override string ToString() => $"{Role} {string.Join(' ', Grades)}: {Question}";
}

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<AnswerOutcomeName>))]
public enum AnswerOutcomeName
{
    Answered,
    NotFound,
}
