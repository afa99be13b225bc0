using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Cli.Output;

/// <summary>Shows a plan: totals by action and reason with their first documents, or a JSON object for each document and one with the totals.</summary>
internal static class PlanView
{
    private const int NamesShown = 5;

    private static readonly PlanJson Json = new(new(PlanJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static async Task ShowAsync(bool json, IAsyncEnumerable<PlannedDocument> plan)
    {
        var totals = new SortedDictionary<(PlannedAction Action, PlanReason Reason), PlanTotal>();
        await foreach (var document in plan)
        {
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(document, Json.PlannedDocument));
            var key = (document.Action, document.Reason);
            if (!totals.TryGetValue(key, out var total)) totals[key] = total = new(document.Action, document.Reason);
            total.Add(document);
        }

        var result = new PlanTotals([.. totals.Values], totals.Values.Sum(t => t.Documents), totals.Values.Sum(t => t.BytesToRead));
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(result, Json.PlanTotals));
        else Show(result);
    }

    private static void Show(PlanTotals plan)
    {
        CommandConsole.Table(
            ["action", "reason", "documents", "bytes to read"],
            plan.Totals.Select(t => Row(Words.Of(t.Action), Words.Of(t.Reason), Number(t.Documents), Number(t.BytesToRead))));
        var firsts = plan.Totals.Where(t => t.Action != PlannedAction.Skip).SelectMany(t => t.First.Select(d => Row(Words.Of(t.Action), d.Name, d.Detail))
            .Concat(t.Documents > NamesShown ? [Row(Words.Of(t.Action), $"and {Number(t.Documents - NamesShown)} more", Words.Of(t.Reason))] : [])).ToList();
        if (firsts.Count > 0) CommandConsole.Table(["action", "document", "why"], firsts);
        Console.Out.WriteLine($"{Number(plan.Documents)} documents, {Number(plan.BytesToRead)} bytes to read. Nothing was done.");
    }

    private static string[] Row(params string[] cells) => cells;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What would be done for one reason.</summary>
    internal sealed class PlanTotal(PlannedAction action, PlanReason reason)
    {
        public PlannedAction Action => action;

        public PlanReason Reason => reason;

        public int Documents { get; private set; }

        public long BytesToRead { get; private set; }

        [JsonIgnore]
        public List<PlannedDocument> First { get; } = [];

        public void Add(PlannedDocument document)
        {
            Documents++;
            if (document.IsRead) BytesToRead += document.Size;
            if (First.Count < NamesShown) First.Add(document);
        }
    }
}

/// <summary>The last line of a plan.</summary>
internal sealed record PlanTotals(IReadOnlyList<PlanView.PlanTotal> Totals, int Documents, long BytesToRead);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ActionName), typeof(ReasonName)])]
[JsonSerializable(typeof(PlannedDocument))]
[JsonSerializable(typeof(PlanTotals))]
internal sealed partial class PlanJson : JsonSerializerContext;

/// <summary>Actions as words: "updateFields".</summary>
internal sealed class ActionName() : JsonStringEnumConverter<PlannedAction>(JsonNamingPolicy.CamelCase);

/// <summary>Reasons as words: "readerChanged".</summary>
internal sealed class ReasonName() : JsonStringEnumConverter<PlanReason>(JsonNamingPolicy.CamelCase);
