using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Recognizes exercises: a problem, the steps of its solution, and the result.</summary>
internal static partial class Exercise
{
    /// <summary>Whether a line ends by asking for something: a question, or an order such as "Find them."</summary>
    public static bool IsProblem(Line line) =>
        line.Kind is LineKind.Paragraph or LineKind.Item or LineKind.Introduction && (line.IsQuestion || LastOrder.IsMatch(line.Text));

    /// <summary>Whether a line states a problem that the next line works out.</summary>
    public static bool IsWorkedOut(Line line, Line next) =>
        line.Kind == LineKind.Item && !IsWorking(line.Text) && IsStep(next) && IsWorking(next.Text);

    /// <summary>How many sentences of a paragraph state the problem that the others work out; 0 where nothing is worked out.</summary>
    public static int ProblemIn(List<string> sentences) => Math.Max(0, sentences.FindIndex(IsWorking));

    private static bool IsWorking(string text) => text.Contains(" = ", StringComparison.Ordinal);

    /// <summary>Whether a line goes on with the solution above it.</summary>
    public static bool IsStep(Line line) => line.Kind == LineKind.Paragraph && !IsProblem(line);

    /// <summary>Index of the evidence that states the result of a worked solution; <see langword="null"/> where nothing is worked out.</summary>
    /// <param name="evidence">Evidence, the solution's last.</param>
    /// <param name="from">Index of its first step.</param>
    public static int? ResultOf(List<Evidence> evidence, int from)
    {
        if (evidence.FindIndex(from, e => IsWorking(e.Text)) is not (>= 0 and var worked)) return null;
        var numeric = evidence.FindIndex(from, e => !e.Text.Any(char.IsDigit));
        var end = numeric > worked ? numeric : evidence.Count;
        return end - 1;
    }

    [GeneratedRegex(
        @"(?:^|[.!?]\s+)(?:Find|Solve|Calculate|Work out|Show that|Prove|Simplify|Evaluate|Compute|Determine)\b[^.]*\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex LastOrder { get; }
}
