using System.CommandLine;
using Edify.Rag.Cli.Inspection;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Shows what is read of files, and how well; nothing is stored.</summary>
internal static class InspectCommand
{
    private const int SomeFailed = 2;

    public static Command Create()
    {
        var common = new CommonOptions();
        var file = new Argument<string?>("file") { Description = "The file to read.", Arity = ArgumentArity.ZeroOrOne };
        var batch = new Option<string?>("--batch") { Description = "Read the files that LIST names, a path a line; prints a JSON object a line.", HelpName = "LIST" };
        var chunks = new Option<bool>("--chunks") { Description = "Print the chunks in place of the elements; with JSON, beside them." };
        var passwords = new Option<string[]>("--password") { Description = "A password to try on encrypted files; may be repeated.", HelpName = "P" };
        var command = new Command("inspect", "Show what is read of a file, element by element, and how well it could be read.") { file, batch, chunks, passwords };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is null == result.GetValue(batch) is null) result.AddError("Name one file, or a list of files with --batch.");
        });
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var isBatch = context.Arguments.GetValue(batch) is not null;
            var inspection = new FileInspection(context.Host.Inspector, context.Arguments.GetValue(passwords) ?? [], context.Host.MaxFileDuration, isBatch);
            var withChunks = context.Arguments.GetValue(chunks);
            try
            {
                return context.Arguments.GetValue(batch) is { } list
                    ? await BatchAsync(inspection, list, withChunks, cancellationToken)
                    : await OneAsync(inspection, context.Arguments.GetRequiredValue(file)!, withChunks, context.Console.IsJson, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // What was printed says so too; no other object may follow it.
                await Console.Error.WriteLineAsync($"error: {InspectionResult.Interrupted.Message}");
                return CommandRunner.Interrupted;
            }
        });
        return command;
    }

    private static async Task<int> OneAsync(FileInspection inspection, string path, bool chunks, bool json, CancellationToken cancellationToken)
    {
        if (!json) return Tell(await InspectionView.ShowAsync(inspection, path, chunks, cancellationToken));
        using var output = new InspectionJson(Console.OpenStandardOutput(), isIndented: true);
        return Tell(await output.WriteAsync(inspection, path, chunks, cancellationToken));
    }

    private static async Task<int> BatchAsync(FileInspection inspection, string list, bool chunks, CancellationToken cancellationToken)
    {
        var code = 0;
        using var output = new InspectionJson(Console.OpenStandardOutput(), isIndented: false);
        await foreach (var path in File.ReadLinesAsync(list, cancellationToken))
        {
            StandardOutput.ThrowIfClosed();
            if (path.Length > 0 && (await output.WriteAsync(inspection, path, chunks, cancellationToken)).Error is not null) code = SomeFailed;
        }

        return code;
    }

    private static int Tell(DocumentReport report)
    {
        if (report.Error is not { } error) return 0;
        Console.Error.WriteLine($"error: {error.Message}");
        return CommandRunner.Failure;
    }
}
