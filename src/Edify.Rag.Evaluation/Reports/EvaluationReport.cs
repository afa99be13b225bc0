using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag;

/// <summary>What was measured of one question.</summary>
/// <param name="Id">The question's identifier.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Outcome">How it was answered.</param>
/// <param name="Scores">The values by name, from 0 to 1; what does not apply to the question is left out.</param>
public sealed record QuestionReport(string Id, string Question, AnswerOutcome Outcome, IReadOnlyDictionary<string, double> Scores);

/// <summary>What was measured of a golden set.</summary>
/// <param name="Scores">The means by name, each over the questions that it applies to.</param>
/// <param name="Questions">The questions one by one.</param>
public sealed record EvaluationReport(IReadOnlyDictionary<string, double> Scores, IReadOnlyList<QuestionReport> Questions)
{
    /// <summary>Sums questions up.</summary>
    /// <param name="questions">The questions.</param>
    public static EvaluationReport Of(IReadOnlyList<QuestionReport> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return new(
            questions.SelectMany(q => q.Scores).GroupBy(s => s.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Average(s => s.Value), StringComparer.Ordinal),
            questions);
    }

    /// <summary>Keeps the report, to compare a later one with it.</summary>
    /// <param name="stream">Where to; JSON is written.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public Task WriteAsync(Stream stream, CancellationToken cancellationToken = default) =>
        JsonSerializer.SerializeAsync(stream, this, ReportJson.Default.EvaluationReport, cancellationToken);

    /// <summary>Reads a report that was kept.</summary>
    /// <param name="stream">What <see cref="WriteAsync"/> wrote.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">It is no such report.</exception>
    public static async Task<EvaluationReport> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(stream, ReportJson.Default.EvaluationReport, cancellationToken).ConfigureAwait(false)
                ?? throw new FormatException("The report is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is no report of an evaluation: {e.Message}", e);
        }
    }

    /// <summary>Sets the means beside those of another report.</summary>
    /// <param name="baseline">The other one.</param>
    /// <param name="tolerance">By how much a mean may be lower without being worse, from 0 to 1.</param>
    /// <returns>What both have, in this report's order.</returns>
    public IReadOnlyList<ScoreComparison> CompareWith(EvaluationReport baseline, double tolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return [.. Scores.Where(s => baseline.Scores.ContainsKey(s.Key)).Select(s => new ScoreComparison(s.Key, s.Value, baseline.Scores[s.Key], tolerance))];
    }
}

/// <summary>A mean beside that of a baseline.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The mean.</param>
/// <param name="Baseline">The baseline's.</param>
/// <param name="Tolerance">By how much it may be lower without being worse.</param>
public sealed record ScoreComparison(string Name, double Value, double Baseline, double Tolerance)
{
    // Sums of the same numbers in another order differ in the last places.
    private const double Rounding = 1e-9;

    /// <summary>Whether it is lower than the baseline's by more than is tolerated.</summary>
    public bool IsWorse => Value < Baseline - Tolerance - Rounding;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(OutcomeName)])]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
