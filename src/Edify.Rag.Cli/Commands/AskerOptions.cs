using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>Who asks, and how to look: what <c>search</c> and <c>ask</c> have in common.</summary>
internal sealed class AskerOptions
{
    private const int DefaultTop = 10;

    public Option<string> User { get; } = new("--user") { Description = "Who asks.", HelpName = "U", DefaultValueFactory = _ => "anonymous" };

    public Option<string[]> Roles { get; } = new("--role") { Description = "A role of the user; may be repeated. Without one, nothing may be seen.", HelpName = "R" };

    public Option<string[]> Grades { get; } = new("--grade") { Description = "A grade of the user; may be repeated.", HelpName = "G" };

    public Option<int?> Top { get; } = new("--top") { Description = $"How many passages to look at, 1 to {VectorQuery.MaxLimit}.", HelpName = "N" };

    public Option<RetrievalMode?> Mode { get; } = new("--mode") { Description = "How to search. Left out, a question is searched for as its kind suggests." };

    public AskerOptions() => Top.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is < 1 or > VectorQuery.MaxLimit) result.AddError($"--top must be 1 to {VectorQuery.MaxLimit}.");
    });

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[User, Roles, Grades, Top, Mode]) command.Add(option);
    }

    public RagUser ReadUser(ParseResult result, string tenant) => new(result.GetRequiredValue(User), tenant)
    {
        Roles = result.GetValue(Roles) ?? [],
        Grades = result.GetValue(Grades) ?? [],
    };

    public RetrievalQuery ReadQuery(ParseResult result, string text) =>
        new(text) { Top = result.GetValue(Top) ?? DefaultTop, Mode = result.GetValue(Mode) ?? RetrievalMode.Hybrid };
}
