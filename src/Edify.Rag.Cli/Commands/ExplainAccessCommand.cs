using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Composition;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Tells why a person sees a document, or does not.</summary>
internal static class ExplainAccessCommand
{
    private const string NotIngested = "not ingested: by its name alone";

    // What rules of access look at, in the order in which it is shown.
    private static readonly string[] Shown =
        [RagFields.Deny, RagFields.Allow, RagFields.Module, RagFields.Grade, RagFields.Class, RagFields.Subject, RagFields.Owner, RagFields.Category, RagFields.Year];

    public static Command Create()
    {
        var common = new CommonOptions();
        var asker = new AskerOptions();
        var document = new Option<string>("--document") { Description = "The document's name: its path within its source.", HelpName = "NAME", Required = true };
        var command = new Command("explain-access", "Tell which rule lets a person see a document, or keeps it from them.") { document };
        asker.AddUserTo(command);
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (host, name) = (context.Host, context.Arguments.GetRequiredValue(document));
            var user = asker.ReadUser(context.Arguments, host.Options.Tenant);
            var results = new List<ExplainAccessResult>();
            foreach (var (source, fields) in await FindAsync(host, name, cancellationToken))
            {
                var said = await host.Explainer.ExplainAsync(user, fields, cancellationToken);
                results.Add(new(name, source, said.IsAllowed, said.Rule, said.Reason, said.Considered, said.Until, ShownOf(fields)));
            }

            context.Console.Print(new(user.Id, results), json => json.ExplainAccessResults, Show);
            return 0;
        });
        return command;
    }

    // One record of each source that has the document: all of a document's records have the same of these fields.
    private static async Task<IReadOnlyList<(string Source, IReadOnlyDictionary<string, FieldValue> Fields)>> FindAsync(CliHost host, string name, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, FieldValue>>(StringComparer.Ordinal);
        if (await host.Store.GetCollectionAsync(host.Options.Collection, cancellationToken) is not null)
        {
            var options = new ScanOptions { Filter = VectorFilter.Equal(RagFields.Name, name) };
            await foreach (var record in host.Store.ScanAsync(host.Options.Collection, AccessScope.ForSystem(host.Options.Tenant, "explain-access"), options, cancellationToken))
                found.TryAdd(record.TextOf(RagFields.Source) ?? string.Empty, record.Fields);
        }

        if (found.Count > 0) return [.. found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value))];
        var fields = new Dictionary<string, FieldValue>(host.Metadata.Extract(new(name, 0, string.Empty, default)), StringComparer.Ordinal) { [RagFields.Tenant] = host.Options.Tenant };
        return [(NotIngested, fields)];
    }

    private static Dictionary<string, string> ShownOf(IReadOnlyDictionary<string, FieldValue> fields) =>
        Shown.Where(fields.ContainsKey).ToDictionary(f => f, f => fields[f].ToString(), StringComparer.Ordinal);

    private static void Show(ExplainAccessResults results)
    {
        foreach (var result in results.Documents)
        {
            Console.Out.WriteLine($"{results.User} {(result.IsAllowed ? "sees" : "does not see")} {result.Document} ({result.Source})");
            Console.Out.WriteLine($"  {result.Rule}: {result.Reason}");
            foreach (var considered in result.Considered) Console.Out.WriteLine($"  - {considered}");
            if (result.Until is { } until) Console.Out.WriteLine($"  until {until.ToString("u", CultureInfo.InvariantCulture)}");
            if (result.Fields.Count > 0) Console.Out.WriteLine($"  fields: {string.Join(", ", result.Fields.Select(f => $"{f.Key}={f.Value}"))}");
        }
    }
}
