using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Gateway;

/// <summary>What calls cost by a price list.</summary>
internal static class ModelPricing
{
    // Of an answer that is still to be written nothing is known; what schools are answered is about so long.
    private const int UsualAnswer = 400;
    private const decimal Million = 1_000_000;

    /// <summary>What a call cost.</summary>
    /// <param name="prices">The price list.</param>
    /// <param name="models">The model's names, the most precise first.</param>
    /// <param name="usage">What was used.</param>
    /// <returns><see langword="null"/> when it has no price, or the tokens are not known.</returns>
    public static decimal? CostOf(IList<ModelPrice> prices, IEnumerable<string?> models, UsageDetails? usage)
    {
        if (usage is not { InputTokenCount: { } input, OutputTokenCount: { } output } || Find(prices, models) is not { } price) return null;
        var cached = Math.Min(usage.CachedInputTokenCount ?? 0, input);
        return ((input - cached) * price.Input + cached * (price.CachedInput ?? price.Input) + output * price.Output) / Million;
    }

    /// <summary>What a call is expected to cost; 0 without a price.</summary>
    public static decimal Expected(IList<ModelPrice> prices, IEnumerable<string?> models, long inputTokens, int? mostOutputTokens) =>
        Find(prices, models) is { } price ? (inputTokens * price.Input + Math.Min(mostOutputTokens ?? UsualAnswer, UsualAnswer) * price.Output) / Million : 0;

    private static ModelPrice? Find(IList<ModelPrice> prices, IEnumerable<string?> models)
    {
        foreach (var model in models)
        {
            if (model is not { Length: > 0 }) continue;
            var best = prices.Where(price => IsFor(price.Model, model)).MaxBy(price => price.Model.Length);
            if (best is not null) return best;
        }

        return null;
    }

    // Whole, or up to a sign that begins a version: "gpt-4o" is not for "gpt-4omni", but for "gpt-4o-2024-08-06".
    private static bool IsFor(string priced, string model) =>
        model.StartsWith(priced, StringComparison.OrdinalIgnoreCase) && (model.Length == priced.Length || model[priced.Length] is '-' or '@' or ':');
}
