using System.Text;
using Edify.Rag.Shared.Language;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>What one call of a language model used, as far as its answer has come.</summary>
internal sealed class CallUsage(IReadOnlyList<ChatMessage> asked)
{
    private readonly StringBuilder _written = new();
    private UsageDetails? _told;
    private decimal? _cost;
    private string _model = string.Empty;
    private string _provider = string.Empty;
    private bool _hasBegun;

    public void Take(ChatResponse response)
    {
        _hasBegun = true;
        _told = response.Usage;
        _written.Append(response.Text);
        Take(response.ModelId, ModelReport.Find(response.AdditionalProperties));
    }

    public void Take(ChatResponseUpdate update)
    {
        _hasBegun = true;
        foreach (var usage in update.Contents.OfType<UsageContent>()) (_told ??= new()).Add(usage.Details);
        _written.Append(update.Text);
        Take(update.ModelId, ModelReport.Find(update.AdditionalProperties));
    }

    /// <summary>What was used by now; nothing where no model has begun to answer.</summary>
    public IReadOnlyList<(UsageKind Kind, string Model, long Amount)> Used()
    {
        if (!_hasBegun) return [];
        var tokens = _told is { } told && (told.InputTokenCount is not null || told.TotalTokenCount is not null)
            ? told.TotalTokenCount ?? told.InputTokenCount!.Value + (told.OutputTokenCount ?? TokenEstimate.Of(_written.ToString()))
            : asked.Sum(message => (long)TokenEstimate.Of(message.Text)) + TokenEstimate.Of(_written.ToString());
        var model = _model.Length > 0 ? _model : _provider.Length > 0 ? _provider : "unknown";
        var used = new List<(UsageKind, string, long)> { (UsageKind.Tokens, model, tokens) };
        if (_cost is { } cost && Money.ToMillionths(cost) is var money and > 0) used.Add((UsageKind.Cost, model, money));
        return used;
    }

    private void Take(string? model, ModelReport? report)
    {
        if (model is { Length: > 0 }) _model = model;
        if (report is null) return;
        _provider = report.Provider;
        _cost = report.Cost ?? _cost;
    }
}
