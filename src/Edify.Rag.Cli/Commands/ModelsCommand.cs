using System.CommandLine;
using System.Globalization;

namespace Edify.Rag.Cli.Commands;

/// <summary>Looks after models.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "Look into the folders of models.") { Check() };

    private static Command Check()
    {
        var common = new CommonOptions();
        var models = new ModelOptions();
        var folder = new Argument<string>("dir") { Description = "The model's folder." };
        var command = new Command("check", "Say what a model's folder holds and lacks, and how fast the model is on this machine.") { folder, models.Runtime };
        common.AddTo(command);
        command.SetAction(common, (context, cancellationToken) =>
        {
            var report = OnnxModels.Check(new()
            {
                ModelPath = context.Arguments.GetRequiredValue(folder),
                RuntimeLibrary = context.Arguments.GetValue(models.Runtime) ?? string.Empty,
            });
            context.Console.Print(report, json => json.OnnxModelReport, Show);
            return Task.FromResult(report.IsUsable ? 0 : CommandRunner.Failure);
        });
        return command;
    }

    private static void Show(OnnxModelReport report)
    {
        Line("model", report.Model);
        Line("kind", report.Kind);
        Line("file", report.File);
        Line("id", report.ModelId);
        Line("dimension", Number(report.Dimension));
        Line("longest text", report.MaxLength > 0 ? $"{Number(report.MaxLength)} tokens" : string.Empty);
        Line("before questions", report.QueryPrefix);
        Line("before passages", report.PassagePrefix);
        Line("ONNX Runtime", report.Runtime.Length > 0 ? $"{report.Runtime} ({string.Join(", ", report.Providers)})" : string.Empty);
        foreach (var lack in report.Lacks) Line("lacks", lack);
        foreach (var note in report.Notes) Line("note", note);
        if (report.ShortTextMilliseconds > 0) Line("16 tokens", string.Create(CultureInfo.InvariantCulture, $"{report.ShortTextMilliseconds:0.00} ms"));
        foreach (var speed in report.Speeds)
        {
            Line("speed", string.Create(
                CultureInfo.InvariantCulture, $"{speed.TokensPerSecond:#,0} tokens/s with {speed.ParallelBatches} batches at a time, {speed.ThreadsPerBatch} threads each"));
        }
    }

    private static string Number(int value) => value > 0 ? value.ToString("#,0", CultureInfo.InvariantCulture) : string.Empty;

    private static void Line(string name, string value)
    {
        if (value.Length > 0) Console.Out.WriteLine($"{name}\t{value}");
    }
}
