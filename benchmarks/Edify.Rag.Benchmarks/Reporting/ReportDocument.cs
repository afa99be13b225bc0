using System.Text.Json.Serialization;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>A report as JSON.</summary>
internal sealed record ReportDocument(string Scenario, Machine Machine, bool Holds, IReadOnlyList<FigureDocument> Figures)
{
    public static ReportDocument Of(Report report) => new(report.Scenario, report.Machine, report.Holds, [.. report.Figures.Select(FigureDocument.Of)]);
}

/// <summary>A figure as JSON.</summary>
internal sealed record FigureDocument(
    string Name, string Unit, int Runs, double Min, double Median, string BaselineName, double BaselineMin, double BaselineMedian, double Ratio, string Goal, bool Holds)
{
    public static FigureDocument Of(Figure f) => new(
        f.Name, f.Unit, f.Value.Count, f.Value.Min, f.Value.Median, f.BaselineName, f.Baseline.Min, f.Baseline.Median, f.Ratio, f.Goal.Text, f.Holds);
}

[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
