using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>Who asks, and how to look: what <c>search</c> and <c>ask</c> have in common.</summary>
internal sealed class AskerOptions
{
    private const int DefaultTop = 10;

    public Option<string> User { get; } = new("--user") { Description = "Who asks.", HelpName = "U", DefaultValueFactory = _ => "anonymous" };

    public Option<string[]> Roles { get; } = new("--role") { Description = "A role of the user; may be repeated. Without one, nothing may be seen.", HelpName = "R" };

    public Option<string[]> Grades { get; } = new("--grade") { Description = "A grade of the user; may be repeated.", HelpName = "G" };

    public Option<string[]> Classes { get; } = new("--class") { Description = "A class of the user; may be repeated.", HelpName = "C" };

    public Option<string[]> Attributes { get; } = new("--attribute")
    {
        Description = "Something else that holds of the user, such as guardian_of=anna or head_of=maths; may be repeated.",
        HelpName = "KEY=VALUE",
    };

    public Option<int?> Top { get; } = new("--top") { Description = $"How many passages to look at, 1 to {VectorQuery.MaxLimit}.", HelpName = "N" };

    public Option<RetrievalMode?> Mode { get; } = new("--mode") { Description = "How to search. Left out, a question is searched for as its kind suggests." };

    public AskerOptions()
    {
        Top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > VectorQuery.MaxLimit) result.AddError($"--top must be 1 to {VectorQuery.MaxLimit}.");
        });
        Attributes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()?.Any(a => a.IndexOf('=', StringComparison.Ordinal) <= 0) == true) result.AddError("--attribute must be KEY=VALUE.");
        });
    }

    public void AddTo(Command command)
    {
        AddUserTo(command);
        command.Add(Top);
        command.Add(Mode);
    }

    /// <summary>Adds who asks and not how to look.</summary>
    public void AddUserTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[User, Roles, Grades, Classes, Attributes]) command.Add(option);
    }

    public RagUser ReadUser(ParseResult result, string tenant) => new(result.GetRequiredValue(User), tenant)
    {
        Roles = result.GetValue(Roles) ?? [],
        Grades = result.GetValue(Grades) ?? [],
        Classes = result.GetValue(Classes) ?? [],
        Attributes = AttributesOf(result.GetValue(Attributes) ?? []),
    };

    // Given several times, an attribute lists several values.
    private static Dictionary<string, string> AttributesOf(string[] attributes) => attributes
        .Select(a => a.Split('=', 2))
        .GroupBy(a => a[0], a => a[1], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => string.Join(',', g), StringComparer.Ordinal);

    public RetrievalQuery ReadQuery(ParseResult result, string text) =>
        new(text) { Top = result.GetValue(Top) ?? DefaultTop, Mode = result.GetValue(Mode) ?? RetrievalMode.Hybrid };
}
