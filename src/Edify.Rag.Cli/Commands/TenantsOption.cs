using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>The tenants of a collection, for commands about all of it.</summary>
internal static class TenantsOption
{
    public static Option<string?> Create() => new("--tenants") { Description = "The tenants whose records the collection holds, separated by commas. Default: --tenant", HelpName = "A,B" };

    public static IReadOnlyList<string> Read(string? given, string tenant) =>
        given?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } named ? named : [tenant];
}
