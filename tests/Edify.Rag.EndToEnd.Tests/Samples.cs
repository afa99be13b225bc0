using System.Text.Json;

namespace Edify.Rag.EndToEnd.Tests;

/// <summary>The sample corpus and its golden questions.</summary>
internal static class Samples
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Root { get; } = FindRoot();

    public static string Content => Path.Combine(Root, "samples", "content");

    public static IReadOnlyList<GoldenQuestion> Questions { get; } = JsonSerializer.Deserialize<List<GoldenQuestion>>(
        File.ReadAllText(Path.Combine(Root, "samples", "content.questions.json")), Web)!;

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Edify.Rag.sln"))) return directory.FullName;
        }

        throw new DirectoryNotFoundException("The tests must run inside the repository.");
    }
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
