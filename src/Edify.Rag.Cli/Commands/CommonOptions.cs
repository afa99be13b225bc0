using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    public Option<string?> State { get; } = new("--state") { Description = "Directory of vectors and ledger. Default: .edify", HelpName = "DIR" };

    public Option<string?> Tenant { get; } = new("--tenant") { Description = "The school or organisation. Default: default", HelpName = "T" };

    public Option<FileInfo?> Settings { get; } = new("--settings")
    {
        Description = "An appsettings file; its EdifyRag section chooses providers and options. EdifyRag__… environment variables override it.",
        HelpName = "FILE",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object." };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Show the stack trace of an error." };

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[State, Tenant, Settings, Json, Verbose]) command.Add(option);
    }

    public CommonValues Read(ParseResult result) => new(
        result.GetValue(State), result.GetValue(Tenant), result.GetValue(Settings), result.GetValue(Json), result.GetValue(Verbose));
}

/// <summary>What was given for <see cref="CommonOptions"/>.</summary>
internal sealed record CommonValues(string? State, string? Tenant, FileInfo? Settings, bool Json, bool Verbose);
