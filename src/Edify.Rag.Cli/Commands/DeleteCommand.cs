using System.CommandLine;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Deletes a document from the store.</summary>
internal static class DeleteCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var name = new Argument<string>("name") { Description = "The document's name, as search shows it." };
        var command = new Command("delete", "Delete a document's passages. The file stays, and the next ingest of its folder brings it back.") { name };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var document = context.Arguments.GetRequiredValue(name);
            var chunks = await context.Host.Pipeline.DeleteAsync(context.Host.Options.Tenant, document, cancellationToken: cancellationToken);
            context.Console.Print(new(document, chunks is not null, chunks ?? 0), json => json.DeleteResult, Show);
            return chunks is null ? CommandRunner.Failure : 0;
        });
        return command;
    }

    private static void Show(DeleteResult result)
    {
        if (result.Deleted) Console.Out.WriteLine($"Deleted '{result.Name}' with {result.Chunks} chunks.");
        else Console.Error.WriteLine($"error: There is no document '{result.Name}'. Names are as search shows them.");
    }
}
