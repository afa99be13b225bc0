using System.CommandLine;
using Edify.Rag.Cli.Composition;
using Edify.Rag.Cli.Output;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Cli.Commands;

/// <summary>Runs what a command does: composes the pipeline, and turns errors into one sentence and an exit code.</summary>
internal static class CommandRunner
{
    public const int Failure = 1;
    public const int Interrupted = 130;

    // What shells report of a program that the closed pipe behind it has ended: 128 and SIGPIPE.
    private const int OutputClosed = 141;

    public static void SetAction(this Command command, CommonOptions common, Func<CommandContext, CancellationToken, Task<int>> action) =>
        command.SetAction((result, cancellationToken) => RunAsync(result, common.Read(result), values => CliHost.Create(values, source: null), action, cancellationToken));

    public static void SetAction(
        this Command command, CommonOptions common, Func<ParseResult, string?> source, Func<CommandContext, CancellationToken, Task<int>> action) =>
        command.SetAction((result, cancellationToken) => RunAsync(result, common.Read(result), values => CliHost.Create(values, source(result)), action, cancellationToken));

    /// <param name="command">The command.</param>
    /// <param name="common">Options that every command has.</param>
    /// <param name="chosen">Settings that the command line chooses.</param>
    /// <param name="action">What the command does.</param>
    public static void SetAction(
        this Command command, CommonOptions common, Func<ParseResult, Dictionary<string, string?>> chosen, Func<CommandContext, CancellationToken, Task<int>> action) =>
        command.SetAction((result, cancellationToken) => RunAsync(result, common.Read(result), values => CliHost.Create(values, chosen(result)), action, cancellationToken));

    /// <summary>Runs what needs no pipeline.</summary>
    public static Task<int> RunAsync(CommandConsole console, Func<CancellationToken, Task<int>> action, CancellationToken cancellationToken) =>
        RunAsync(console, isVerbose: false, action, cancellationToken);

    private static Task<int> RunAsync(
        ParseResult result, CommonValues common, Func<CommonValues, CliHost> compose, Func<CommandContext, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        var console = new CommandConsole(common.Json);
        return RunAsync(console, common.Verbose, async token =>
        {
            await using var host = compose(common);
            return await action(new(result, host, console), token);
        }, cancellationToken);
    }

    private static async Task<int> RunAsync(CommandConsole console, bool isVerbose, Func<CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Error("Interrupted. What was finished is kept; run the command again to go on.");
            return Interrupted;
        }
        catch (OutputClosedException)
        {
            return OutputClosed;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            console.Error(Sentence(e));
            if (isVerbose) await Console.Error.WriteLineAsync(e.ToString());
            return Failure;
        }
    }

    private static string Sentence(Exception error) => error switch
    {
        OptionsValidationException e => string.Join(Environment.NewLine, e.Failures),
        AggregateException { InnerExceptions: var all } => string.Join(Environment.NewLine, all.Select(Sentence).Distinct()),
        RagException or ArgumentException or FormatException or IOException or UnauthorizedAccessException or InvalidOperationException => error.Message,
        _ => $"{error.GetType().Name}: {error.Message} Run with --verbose for particulars.",
    };
}

/// <summary>What a command works with.</summary>
internal sealed record CommandContext(ParseResult Arguments, CliHost Host, CommandConsole Console);
