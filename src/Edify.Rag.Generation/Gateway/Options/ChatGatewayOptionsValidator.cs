using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Generation.Gateway;

internal sealed class ChatGatewayOptionsValidator(IServiceProvider services) : IValidateOptions<ChatGatewayOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, ChatGatewayOptions options)
    {
        var known = (name is null ? null : services.GetKeyedService<ChatModels>(name))?.Names ?? [];
        List<string> failures = [.. Failures(options), .. options.Routes.SelectMany((route, i) => OfRoute(route, i, known)), .. OfPrices(options.Prices)];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures.Select(failure => $"{nameof(ChatGatewayOptions)}.{failure}")) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(ChatGatewayOptions options)
    {
        if (options.Timeout < Shortest || options.Timeout > Longest) yield return $"{nameof(options.Timeout)} is {options.Timeout}; it must be 10 milliseconds to 1 day.";
        if (options.Currency is not { Length: 3 } || !options.Currency.All(char.IsAsciiLetterUpper))
            yield return $"{nameof(options.Currency)} is '{options.Currency}'; it must be a code of three capital letters, such as \"USD\" or \"INR\".";
    }

    private static IEnumerable<string> OfRoute(ChatRoute route, int index, IReadOnlyCollection<string> known)
    {
        var place = $"Routes[{index}]";
        if (route.MinCharacters < 0) yield return $"{place}.{nameof(route.MinCharacters)} is {route.MinCharacters}; it must be 0 and up.";
        if (route.MaxCharacters < (route.MinCharacters ?? 0))
            yield return $"{place}.{nameof(route.MaxCharacters)} is {route.MaxCharacters}; it must be at least {route.MinCharacters ?? 0}.";
        if (route.MaxCost < 0) yield return $"{place}.{nameof(route.MaxCost)} is below 0; it must be 0 and up.";
        if (route.Kinds.Any(kind => !Enum.IsDefined(kind))) yield return $"{place}.{nameof(route.Kinds)} must be of {string.Join(", ", Enum.GetNames<QuestionKind>())}.";
        if (route is { Only: true, Models.Count: 0 }) yield return $"{place}.{nameof(route.Only)} is true, but {nameof(route.Models)} names none; name those that may be asked.";
        foreach (var model in route.Models)
        {
            if (!known.Contains(model, StringComparer.OrdinalIgnoreCase))
                yield return $"{place}.{nameof(route.Models)} names '{model}'; the pipeline has {string.Join(", ", known.Select(name => $"'{name}'"))}.";
        }
    }

    private static IEnumerable<string> OfPrices(IList<ModelPrice> prices)
    {
        for (var i = 0; i < prices.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(prices[i].Model)) yield return $"Prices[{i}].{nameof(ModelPrice.Model)} is blank; name the model as its service does.";
            if (prices[i].Input < 0 || prices[i].Output < 0 || prices[i].CachedInput < 0) yield return $"Prices[{i}] of '{prices[i].Model}' has a price below 0.";
        }
    }
}
