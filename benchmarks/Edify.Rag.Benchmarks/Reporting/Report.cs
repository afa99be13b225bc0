using System.Text.Json;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Scenarios;

namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>The figures of one scenario, with the machine they come from.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Description">What it measures.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Figures">What was measured.</param>
public sealed record Report(string Scenario, string Description, Machine Machine, IReadOnlyList<Figure> Figures)
{
    /// <summary>Whether all goals are met.</summary>
    public bool Holds => Figures.All(f => f.Holds);

    internal static async Task<Report> RunAsync(Scenario scenario, double scale)
    {
        var figures = new List<Figure>();
        await foreach (var figure in scenario.RunAsync(scale))
        {
            figures.Add(figure);
            await Console.Error.WriteLineAsync($"{(figure.Holds ? "holds " : "MISSED")} {figure.Name}");
        }

        return new(scenario.Name, scenario.Description, Machine.Current(), figures);
    }

    /// <summary>For machines.</summary>
    public string ToJson() => JsonSerializer.Serialize(ReportDocument.Of(this), ReportJson.Default.ReportDocument) + "\n";

    /// <summary>For people.</summary>
    public string ToText() => $"{Machine}\n\n{FigureTable.Of(Figures)}";

    /// <summary>Writes both into a folder, replacing the scenario's last results.</summary>
    /// <param name="folder">Where results are kept.</param>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Scenario + ".md"), $"# {Scenario}\n\n{Description} Run `./bench.sh {Scenario} --save` to measure again.\n\n{ToText()}");
        File.WriteAllText(Path.Combine(folder, Scenario + ".json"), ToJson());
    }
}
