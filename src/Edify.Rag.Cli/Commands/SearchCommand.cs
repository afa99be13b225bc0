using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Finds passages that a person may see.</summary>
internal static class SearchCommand
{
    private const int ShownCharacters = 160;

    // Shown in places of their own, or of use to the pipeline only.
    private static readonly HashSet<string> NotMetadata = [RagFields.Document, RagFields.Name, RagFields.Page, RagFields.Version, RagFields.Tenant];

    public static Command Create()
    {
        var common = new CommonOptions();
        var asker = new AskerOptions();
        var query = new Argument<string>("query") { Description = "What to look for." };
        var command = new Command("search", "Find passages, as a person of a role and grade may see them.") { query };
        asker.AddTo(command);
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var started = TimeProvider.System.GetTimestamp();
            var user = asker.ReadUser(context.Arguments, context.Host.Options.Tenant);
            var scope = await context.Host.Policy.ResolveAsync(user, cancellationToken);
            var wanted = asker.ReadQuery(context.Arguments, context.Arguments.GetRequiredValue(query));
            var found = await context.Host.Retriever.RetrieveAsync(wanted, scope, cancellationToken);
            var elapsed = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            context.Console.Print(new([.. found.Chunks.Select(Passage)], found.Degraded, elapsed), json => json.SearchResult, Show);
            return 0;
        });
        return command;
    }

    private static FoundPassage Passage(RetrievedChunk chunk) => new(
        chunk.DocumentId,
        chunk.Name,
        chunk.Page,
        chunk.Score,
        chunk.Record.Text,
        chunk.Record.Fields
            .Where(f => !NotMetadata.Contains(f.Key) && f.Value.Items is null or { Count: > 0 })
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToDictionary(f => f.Key, f => Json(f.Value)));

    private static JsonElement Json(FieldValue value) => value.Kind switch
    {
        FieldKind.Integer => JsonElement.Parse(value.ToString()),
        FieldKind.Number => JsonElement.Parse(value.ToString()),
        FieldKind.Boolean => JsonElement.Parse(value.ToString()),
        FieldKind.Texts => JsonSerializer.SerializeToElement(value.Items!.ToArray(), ResultJson.Default.StringArray),
        _ => JsonSerializer.SerializeToElement(value.ToString(), ResultJson.Default.String),
    };

    private static void Show(SearchResult result)
    {
        CommandConsole.Table(
            ["score", "document", "page", "passage"],
            result.Results.Select(r => (IReadOnlyList<string>)[r.Score.ToString("F4", CultureInfo.InvariantCulture), r.Name, r.Page > 0 ? $"p. {r.Page}" : "-", Shorten(r.Text)]));
        foreach (var what in result.Degraded) Console.Error.WriteLine($"note: {what}");
        if (result.Results.Count == 0) Console.Out.WriteLine("Nothing was found that this user may see.");
    }

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= ShownCharacters ? line : line[..ShownCharacters] + "…";
    }
}
