using System.Globalization;
using System.Text.Json;

namespace Edify.Rag.Cli.Output;

/// <summary>Tasks, in words or as JSON.</summary>
internal static class TaskView
{
    public static TaskResult Result(RagTask task, string? result = null) => new(
        task.Id,
        task.Kind,
        task.Title,
        task.State,
        task.Percent,
        task.Stage,
        task.Remaining?.TotalMilliseconds,
        task.Reason,
        task.SubmittedAt,
        task.StartedAt,
        task.EndedAt,
        task.Sequence,
        result is null ? null : Parse(result));

    public static void ShowSubmitted(CommandConsole console, RagTask task, RagUser user) => console.Print(Result(task), json => json.TaskResult, shown =>
    {
        Console.Out.WriteLine(shown.Id);
        Console.Error.WriteLine($"Follow it by: edify-rag tasks follow {shown.Id} --user {user.Id}");
    });

    public static void ShowList(TaskListResult list)
    {
        if (list.Tasks.Count == 0) Console.Error.WriteLine("There are no tasks.");
        else CommandConsole.Table(["id", "state", "kind", "what", "how far"], list.Tasks.Select(t => (IReadOnlyList<string>)[$"{t.Id}", Words.Of(t.State), t.Kind, t.Title, HowFar(t)]));
    }

    /// <summary>The task, and what it came to.</summary>
    public static void Show(TaskResult task)
    {
        Console.Error.WriteLine(Line(task));
        if (task.Result is not { } result) return;
        var text = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("text", out var report) ? report.GetString() : result.GetRawText();
        Console.Out.WriteLine(text);
    }

    /// <summary>How it goes, in one line.</summary>
    public static string Line(TaskResult task) => $"{Words.Of(task.State)}: {task.Title}{(HowFar(task) is { Length: > 0 } how ? $" ({how})" : string.Empty)}";

    private static string HowFar(TaskResult task) => task.State switch
    {
        RagTaskState.Failed => task.Reason,
        RagTaskState.Running or RagTaskState.Queued when task.Percent > 0 || task.Stage.Length > 0 => string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Percent:0} %{(task.Stage.Length > 0 ? $", {task.Stage}" : string.Empty)}{(task.RemainingMs is { } left ? $", about {Math.Ceiling(left / 1000):N0} s left" : string.Empty)}"),
        _ => string.Empty,
    };

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
