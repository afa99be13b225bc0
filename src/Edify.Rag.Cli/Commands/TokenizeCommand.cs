using System.CommandLine;
using Edify.Rag.Cli.Models;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Shows the tokens that a model sees of a text.</summary>
internal static class TokenizeCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "The text.", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string>("--model") { Description = "A model's folder, a tokenizer.json, or a vocab.txt.", HelpName = "DIR", Required = true };
        var batch = new Option<string?>("--batch") { Description = "Take the texts from FILE, a JSON string a line.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print a JSON object a line, one for each text." };
        var command = new Command("tokenize", "Show the tokens that a model sees of a text: ids, and where each lies in UTF-16 units.") { text, model, batch, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(text) is null == result.GetValue(batch) is null) result.AddError("Give one text, or a file of texts with --batch.");
        });
        command.SetAction((result, cancellationToken) => CommandRunner.RunAsync(new(result.GetValue(json)), async token =>
        {
            var view = new TokenView(ModelTokenizer.Load(result.GetRequiredValue(model)), result.GetValue(json));
            if (result.GetValue(batch) is not { } file)
            {
                view.Show(result.GetValue(text)!);
                return 0;
            }

            var isFirst = true;
            await foreach (var item in TextFile.ReadAsync(file, token))
            {
                StandardOutput.ThrowIfClosed();
                if (!isFirst && !result.GetValue(json)) Console.Out.WriteLine();
                view.Show(item);
                isFirst = false;
            }

            return 0;
        }, cancellationToken));
        return command;
    }
}
