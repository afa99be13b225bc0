using System.CommandLine;
using Edify.Rag.Cli.Embedding;

namespace Edify.Rag.Cli.Commands;

/// <summary>Shows what an embedder makes of texts.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var models = new ModelOptions();
        var text = new Argument<string?>("text") { Description = "The text to embed.", Arity = ArgumentArity.ZeroOrOne };
        var batch = new Option<string?>("--batch") { Description = "Embed the texts that FILE holds, a JSON string a line.", HelpName = "FILE" };
        var query = new Option<bool>("--query") { Description = "Embed as questions rather than as passages." };
        var command = new Command("embed", "Show the vector of a text, its tokens, and the time it took.") { text, batch, query };
        command.Validators.Add(result =>
        {
            if (result.GetValue(text) is null == result.GetValue(batch) is null) result.AddError("Name one text, or a file of texts with --batch.");
        });
        models.AddTo(command);
        common.AddTo(command);
        command.SetAction(common, models.Overrides, async (context, cancellationToken) =>
        {
            var embedding = new TextEmbedding(context.Host.Embedder, context.Console.IsJson, context.Arguments.GetValue(query));
            if (context.Arguments.GetValue(batch) is { } file) await embedding.EmbedFileAsync(file, cancellationToken);
            else await embedding.EmbedAsync(context.Arguments.GetRequiredValue(text)!, cancellationToken);
            return 0;
        });
        return command;
    }
}
